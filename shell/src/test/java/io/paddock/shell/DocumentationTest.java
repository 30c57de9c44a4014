package io.paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each line that the pages tell to type into a command line shell ends as they say, in their order. */
@OnAServer
class DocumentationTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
    private static final Pattern STATUS = Pattern.compile("# ends with (\\d+)$");
    private static final long TIMEOUT_S = 120;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/SHELL.md"})
    void everyLineEndsAsThePageSays(String page, ServerUnderTest.Server server) throws Exception {
        Path shell = Files.createDirectory(folder.resolve("bin")).resolve("shell.sh");
        Files.writeString(shell, "#!/bin/sh\nexec " + quoted(JavaCommand.ofShell()) + " \"$@\"\n");
        assertThat(shell.toFile().setExecutable(true)).isTrue();
        String servers = server.addressOfEmptyTree();

        List<String> lines = lines(Files.readString(Path.of("..").resolve(page)));

        assertThat(lines).hasSizeGreaterThan(10);
        for (String line : lines) {
            Matcher told = STATUS.matcher(line);
            int expected = told.find() ? Integer.parseInt(told.group(1)) : 0;
            assertThat(run(line, servers))
                    .as(line + "\n" + Files.readString(log()))
                    .isEqualTo(expected);
        }
    }

    private static List<String> lines(String page) {
        List<String> lines = new ArrayList<>();
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            block.group(1).lines().forEach(lines::add);
        }
        return lines;
    }

    private int run(String line, String servers) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", line).directory(folder.toFile());
        builder.environment().put("PADDOCK_SERVERS", servers);
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
        boolean isEnded = process.waitFor(TIMEOUT_S, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(isEnded).as(line).isTrue();
        return process.exitValue();
    }

    private Path log() {
        return folder.resolve("log");
    }

    private static String quoted(List<String> command) {
        return command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }
}
