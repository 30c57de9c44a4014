package io.paddock.shell;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A shell at a pseudo-terminal, to type into and to wait for what it prints. Needs python3. */
final class TerminalSession implements AutoCloseable {
    private static final long TIMEOUT_S = 60;

    private final Process process;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition printed = lock.newCondition();

    @GuardedBy("lock")
    private final StringBuilder output = new StringBuilder();

    @GuardedBy("lock")
    private int seen;

    @GuardedBy("lock")
    private boolean isEnded;

    private TerminalSession(Process process) {
        this.process = process;
        Thread reader = new Thread(this::readAll, "terminal-reader");
        reader.setDaemon(true);
        reader.start();
    }

    /** A session, or with words one command, with these variables beside those of this process. */
    static TerminalSession start(Map<String, String> environment, String... words) throws IOException {
        return run(environment, JavaCommand.ofShell(words));
    }

    /** Another program. */
    static TerminalSession run(Map<String, String> environment, List<String> program) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "python3",
                Path.of("src/test/resources/terminal/pseudo_terminal.py").toString()));
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment().put("TERM", "xterm");
        return new TerminalSession(builder.redirectErrorStream(true).start());
    }

    void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits until this text is printed after what was waited for before. */
    void awaitOutput(String text) {
        long leftNanos = TimeUnit.SECONDS.toNanos(TIMEOUT_S);
        lock.lock();
        try {
            int at = output.indexOf(text, seen);
            while (at < 0) {
                if (leftNanos <= 0 || isEnded) {
                    throw new AssertionError("expected '" + text + "' but there is only: " + output.substring(seen)
                            + "\nafter: " + output.substring(0, seen));
                }
                leftNanos = printed.awaitNanos(leftNanos);
                at = output.indexOf(text, seen);
            }
            seen = at + text.length();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            lock.unlock();
        }
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
            throw new AssertionError("expected the shell to end within " + TIMEOUT_S + " s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    private void readAll() {
        byte[] buffer = new byte[8192];
        try (InputStream in = process.getInputStream()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                append(new String(buffer, 0, length, StandardCharsets.UTF_8), false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            append("", true);
        }
    }

    private void append(String text, boolean isEnd) {
        lock.lock();
        try {
            output.append(text);
            isEnded = isEnd;
            printed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
