package io.paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples as a newcomer runs them, with the classes of this build. */
@OnAServer
class ExamplesTest {
    private static final int TIMEOUT_S = 240;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"feature-flags", "cache-servers", "service-discovery", "lock-and-leader"})
    void anExampleRunsToItsEnd(String name, ServerUnderTest.Server server) throws Exception {
        Path shell = folder.resolve("shell");
        Files.writeString(
                shell, String.join("\n", "#!/bin/sh", "exec " + quoted(JavaCommand.ofShell()) + " \"$@\"", ""));
        assertThat(shell.toFile().setExecutable(true)).isTrue();
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of("..", "examples", name + ".sh").toAbsolutePath().toString());
        builder.environment().put("PADDOCK_SHELL", shell.toString());
        builder.environment().put("PADDOCK_SERVERS", server.addressOfEmptyTree());

        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        boolean isEnded = process.waitFor(TIMEOUT_S, TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();

        List<String> lines = Files.readAllLines(log);
        assertThat(isEnded).as(String.join("\n", lines)).isTrue();
        assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
        assertThat(lines).contains("done");
    }

    private static String quoted(List<String> command) {
        return command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }
}
