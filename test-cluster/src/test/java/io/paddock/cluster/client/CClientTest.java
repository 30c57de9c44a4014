package io.paddock.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * ZooKeeper's C client, which PHP, Tcl and others stand on: a program that is compiled here and says what failed, and the shell that
 * comes with the client, told line by line what to do.
 */
@ParameterizedClass
@MethodSource("io.paddock.cluster.client.Clients#ensembles")
final class CClientTest {
    private static final Path SOURCE = Path.of("src", "test", "resources", "c", "client.c");
    private static final String SHELL = "/usr/lib/zookeeper/bin/cli_mt";

    private static LocalEnsemble ensemble;

    @TempDir
    private static Path folder;

    @Parameter
    EnsembleSettings settings;

    @BeforeParameterizedClassInvocation
    static void start(EnsembleSettings settings) throws IOException, InterruptedException {
        Clients.require(
                "the C client (Debian's libzookeeper-mt-dev and a compiler)",
                List.of("sh", "-c", "command -v cc && test -e /usr/include/zookeeper/zookeeper.h"));
        ensemble = LocalEnsemble.start(settings);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        ensemble.close();
    }

    @Test
    void theShellReadsWritesAndWatches() throws IOException, InterruptedException {
        Clients.require("cli_mt (Debian's zookeeper-bin)", List.of("test", "-x", SHELL));
        try (ChildDialogue shell = ChildDialogue.with(List.of(SHELL, "-h", ensemble.connectString()));
                ChildDialogue other = ChildDialogue.with(
                        List.of(SHELL, "-h", ensemble.server(2).connectString()))) {
            shell.hear("SESSION_EVENT state = CONNECTED_STATE", "Got a new session id: 0x");
            other.hear("SESSION_EVENT state = CONNECTED_STATE");

            tell(shell, "create /cli", "[/cli]: rc = 0", "name = /cli");
            tell(shell, "create /cli", "[/cli]: rc = -110");
            tell(shell, "get /cli", "/cli: rc = 0", "value_len = 3", "version=0");
            tell(other, "sync /cli", "[/cli]: rc = 0");
            tell(other, "set /cli hello", "/cli: rc = 0", "version=1");
            shell.hear("Watcher CHANGED_EVENT state = CONNECTED_STATE for path /cli");
            tell(shell, "get /cli", "value_len = 5", "hello", "version=1");
            tell(shell, "ls /cli", "/cli: rc = 0");
            tell(other, "create +s /cli/n-", "name = /cli/n-0000000000");
            shell.hear("Watcher CHILD_EVENT state = CONNECTED_STATE for path /cli");
            tell(shell, "create2 +e /cli/mine", "[/cli/mine]: rc = 0", "version=0");
            tell(shell, "ls2 /cli", "mine", "n-0000000000", "czxid=");
            tell(shell, "exists /none", "Error -101 for /none");
            tell(shell, "delete /cli", "/cli: rc = -111");
            tell(shell, "wexists /late", "Error -101 for /late");
            tell(other, "create +c /late", "[/late]: rc = 0");
            shell.hear("Watcher CREATED_EVENT state = CONNECTED_STATE for path /late");
            tell(shell, "create +t=600000 /timed", "[/timed]: rc = 0");
            tell(shell, "delete /timed", "/timed: rc = 0");
            tell(shell, "config", "/zookeeper/config: rc = 0", "server.3=", "version=");

            tell(shell, "quit", "Quitting...");
            assertThat(shell.end()).isZero();
            tell(other, "sync /cli", "[/cli]: rc = 0");
            tell(other, "get /cli/mine", "rc = -101");
            tell(other, "quit", "Quitting...");
            assertThat(other.end()).isZero();
        }
    }

    private static void tell(ChildDialogue shell, String line, String... answers)
            throws IOException, InterruptedException {
        shell.say(line);
        shell.hear(answers);
    }

    @Test
    void everyCallOfTheProgramIsAnsweredAsItExpects() throws IOException, InterruptedException {
        String program = folder.resolve("client").toString();
        ChildCommand.Result compiled = ChildCommand.run(List.of(
                "cc",
                "-Wall",
                "-Werror",
                "-DTHREADED",
                "-I/usr/include/zookeeper",
                "-o",
                program,
                SOURCE.toString(),
                "-lzookeeper_mt"));
        assertThat(compiled.status()).as(compiled.output()).isZero();

        ChildCommand.Result result = ChildCommand.run(List.of(program, ensemble.connectString()));

        assertThat(result.status()).as(result.output()).isZero();
    }
}
