package io.paddock.cluster.client;

import io.paddock.cluster.time.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is told line by line what to do and answers at its leisure, as one at a terminal is. Owned by one thread. */
final class ChildDialogue implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path output;
    private final Process process;
    private int heard;

    private ChildDialogue(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    /** Starts the program. */
    static ChildDialogue with(List<String> command) throws IOException {
        Path output = Files.createTempFile("paddock-dialogue-", ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new ChildDialogue(output, process);
    }

    /** Sends a line, and passes over all that was printed before. */
    void say(String line) throws IOException {
        heard = text().length();
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits until all this was printed since the last line was sent, in whatever order. */
    void hear(String... answers) throws InterruptedException {
        for (String answer : answers) {
            Deadline.in(PATIENCE).await("'" + answer + "' in the answer of\n" + text(), () -> news().contains(answer));
        }
    }

    /** What was printed since the last line was sent. */
    String news() {
        return text().substring(heard);
    }

    /** Waits for the end of the program, and gives its status. */
    int end() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("expected the program to end after\n" + text());
        }
        return process.exitValue();
    }

    private String text() {
        try {
            return Files.readString(output, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the program, if it runs still, and forgets what it printed. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        Files.delete(output);
    }
}
