package io.paddock.cluster.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of another language and gives what came of it. */
public final class ChildCommand {
    private static final long PATIENCE_SECONDS = 120;

    private ChildCommand() {}

    /** Waits for the end of the program, which is killed when it takes too long; then its status is not zero. */
    public static Result run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("paddock-client-", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            int status = process.waitFor();
            return new Result(status, String.join(" ", command) + "\n" + text(output));
        } finally {
            Files.delete(output);
        }
    }

    private static String text(Path output) throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    }

    /** The exit status, and the command with all that it printed. */
    public record Result(int status, String output) {}
}
