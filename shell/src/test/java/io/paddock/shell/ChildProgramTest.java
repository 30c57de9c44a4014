package io.paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.shell.outcome.ExitStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that the shell runs: an editor, one under a lock, one that leads. */
@OnAServer
class ChildProgramTest {
    private static final long TIMEOUT_S = 60;

    private final Map<String, String> environment = new HashMap<>();
    private String servers = "";

    @TempDir
    private Path folder;

    @BeforeEach
    void takeAnEmptyTree(ServerUnderTest.Server server) throws Exception {
        servers = server.addressOfEmptyTree();
        environment.put("PADDOCK_SERVERS", servers);
    }

    @Test
    void anEditIsRefusedWhenSomebodyElseWasQuickerAndTheTextIsKept() throws Exception {
        Path begun = folder.resolve("begun");
        Path go = folder.resolve("go");
        environment.put(
                "EDITOR",
                script("echo mine >\"$1\"; touch " + begun + "; until [ -e " + go + " ]; do sleep 0.05; done"));
        ShellUnderTest shell = new ShellUnderTest(environment);
        shell.run("create", "/text", "one");
        ExitStatus end;
        try (ShellUnderTest.Running editing = shell.start("edit", "/text")) {
            ShellUnderTest.await(() -> Files.exists(begun), "the editor begins: ", shell.transcript());

            shell.run("set", "/text", "theirs");
            Files.createFile(go);
            end = editing.join();
        }

        assertThat(end).isEqualTo(ExitStatus.REFUSED);
        String kept = shell.transcript().text().replaceAll("(?s).*! What you wrote is kept in (\\S+)\n.*", "$1");
        assertThat(Path.of(kept)).hasContent("mine");
        Files.delete(Path.of(kept));
        shell.run("get", "/text");
        assertThat(shell.transcript().dataLines()).endsWith("theirs");
    }

    @Test
    void aLeaderThatLostItsSessionStandsAgainAndLeadsAgain(ServerUnderTest.Server server) throws Exception {
        Path runs = folder.resolve("runs");
        String program = "echo run >>" + runs + "; [ $(wc -l <" + runs + ") -lt 2 ] || exit 0;"
                + " trap 'exit 9' TERM; while :; do sleep 0.05; done";
        try (Relay relay = new Relay(server.address())) {
            environment.put("PADDOCK_SERVERS", relay.address() + servers.substring(servers.indexOf('/')));
            ShellUnderTest shell = new ShellUnderTest(environment);
            try (ShellUnderTest.Running leading = shell.start(
                    "--timeout", "2000", "--connect-timeout", "500", "elect", "/lead", "--", "sh", "-c", program)) {
                ShellUnderTest.await(() -> Files.exists(runs), "the leader begins: ", shell.transcript());

                relay.cut();
                shell.await("the program was stopped; standing for election again");
                shell.await("! No connection to ");
                relay.mend();

                assertThat(leading.join()).isEqualTo(ExitStatus.DONE);
            }
        }
        assertThat(runs).hasContent("run\nrun");
    }

    @Test
    void aShellThatIsToldToEndStopsItsProgramAndFreesTheLockAtOnce(ServerUnderTest.Server server) throws Exception {
        Path begun = folder.resolve("begun");
        Path told = folder.resolve("told");
        Process process = start(
                "lock",
                "/lock",
                "--",
                "sh",
                "-c",
                "trap 'touch " + told + "; exit 9' TERM; touch " + begun + "; while :; do sleep 0.05; done");
        ShellUnderTest shell = new ShellUnderTest(environment);
        ShellUnderTest.await(() -> Files.exists(begun), "the program begins: ", shell.transcript());

        process.destroy();
        assertThat(process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)).isTrue();

        assertThat(told).exists();
        assertThat(shell.run("ls", "/lock")).isEqualTo(ExitStatus.DONE);
        assertThat(shell.transcript().text()).isEqualTo("[]\n");
    }

    @Test
    void theProcessListShowsNoSecret() throws Exception {
        Path auth = Files.writeString(folder.resolve("auth"), "digest:ann:hunter2\n");
        Path seen = folder.resolve("seen");

        Process process = start(
                "--auth", "@" + auth, "lock", "/lock", "--", "sh", "-c", "tr '\\0' ' ' </proc/$PPID/cmdline >" + seen);

        assertThat(process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(seen)
                .content(StandardCharsets.UTF_8)
                .contains("io.paddock.shell.Shell --auth @")
                .doesNotContain("hunter2");
    }

    private Process start(String... words) throws IOException {
        List<String> command = JavaCommand.ofShell(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private String script(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("editor"), "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }
}
