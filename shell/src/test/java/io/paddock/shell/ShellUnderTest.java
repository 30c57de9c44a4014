package io.paddock.shell;

import io.paddock.shell.outcome.ExitStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The shell in this process: run to its end, or run beside the test, which types into it and waits for what it prints. */
final class ShellUnderTest {
    private static final long TIMEOUT_S = 60;
    private static final long LOOK_NANOS = 10_000_000;

    private final Map<String, String> environment;
    private final Transcript transcript = new Transcript();

    ShellUnderTest(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    Transcript transcript() {
        return transcript;
    }

    /** Runs it with nothing on standard input. */
    ExitStatus run(String... words) {
        return run(InputStream.nullInputStream(), words);
    }

    /** Runs it with this text on standard input. */
    ExitStatus runWithInput(String input, String... words) {
        return run(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), words);
    }

    /** Runs it on a thread of its own, with a standard input to type into. */
    Running start(String... words) throws IOException {
        PipedInputStream input = new PipedInputStream();
        return new Running(new PipedOutputStream(input), () -> run(input, words));
    }

    /** Waits until this is printed. */
    void await(String text) {
        await(() -> transcript.text().contains(text), "'" + text + "' in: ", transcript);
    }

    /** Waits until something holds. */
    static void await(BooleanSupplier condition, String what, Transcript seen) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("expected within " + TIMEOUT_S + " s " + what + seen.text());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private ExitStatus run(InputStream input, String... words) {
        return new Shell(environment, input, transcript.data(), transcript.remarks()).run(words);
    }

    /** A shell that runs beside the test. */
    final class Running implements AutoCloseable {
        private final PipedOutputStream keyboard;
        private final CompletableFuture<ExitStatus> end = new CompletableFuture<>();
        private final Thread thread;

        private Running(PipedOutputStream keyboard, Work work) {
            this.keyboard = keyboard;
            this.thread = new Thread(() -> settle(work), "shell-under-test");
            thread.setDaemon(true);
            thread.start();
        }

        private void settle(Work work) {
            try {
                end.complete(work.run());
            } catch (RuntimeException e) {
                end.completeExceptionally(e);
            }
        }

        /** Types a line and waits until this is printed after it. */
        void type(String line, String answer) throws IOException {
            int before = transcript.text().length();
            keyboard.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
            ShellUnderTest.await(
                    () -> transcript.text().indexOf(answer, before - 1) >= 0, "'" + answer + "' in: ", transcript);
        }

        /** What Ctrl-C does to the command that runs. */
        void interrupt() {
            thread.interrupt();
        }

        /** Waits for its end, of itself. */
        ExitStatus join() {
            try {
                return end.get(TIMEOUT_S, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new AssertionError("expected the shell to end; it printed: " + transcript.text(), e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException {
            keyboard.close();
            if (!end.isDone()) {
                interrupt();
            }
            join();
        }
    }

    private interface Work {
        ExitStatus run();
    }
}
