package io.paddock.shell.command;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.paddock.shell.outcome.ShellFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A program that runs at this shell's terminal for as long as a condition holds. It is stopped too when the shell itself
 * is, by a hook that waits for its end: no program may go on without its lock, and what it held is free at once.
 */
final class ChildProcess {
    /** How it ended: by itself with a status, or because it was stopped. */
    record End(int status, boolean isStopped) {}

    private static final long LOOK_MS = 50;

    private final long graceMs;
    private final Thread hook;

    @GuardedBy("this")
    private Process process;

    @GuardedBy("this")
    private boolean isShellEnding;

    private ChildProcess(long graceMs, Runnable afterwards) {
        this.graceMs = graceMs;
        this.hook = new Thread(() -> stopWithShell(afterwards), "stop-child");
    }

    /**
     * Starts it.
     *
     * @param program the program and its arguments
     * @param variables what is added to its environment
     * @param graceMs how long it may take to end when it is told to
     * @param afterwards what is done after its end when the shell is stopped
     */
    static ChildProcess start(List<String> program, Map<String, String> variables, long graceMs, Runnable afterwards) {
        ProcessBuilder builder = new ProcessBuilder(program).inheritIO();
        builder.environment().putAll(variables);
        ChildProcess child = new ChildProcess(graceMs, afterwards);
        try {
            // Before the program runs: a shell that is told to end right then must not leave it behind.
            Runtime.getRuntime().addShutdownHook(child.hook);
            child.begin(builder);
            return child;
        } catch (IllegalStateException shellIsEnding) {
            throw ShellFailure.refused("The shell ends; " + program.get(0) + " was not started.");
        } catch (IOException e) {
            child.forgetHook();
            throw ShellFailure.refused("Cannot run " + program.get(0) + ": " + e.getMessage());
        }
    }

    private synchronized void begin(ProcessBuilder builder) throws IOException {
        if (isShellEnding) {
            throw new IllegalStateException("the shell ends");
        }
        process = builder.start();
    }

    private synchronized Optional<Process> endWithShell() {
        isShellEnding = true;
        return Optional.ofNullable(process);
    }

    /** Waits for its end, and stops it when the condition no longer holds or this thread is interrupted. */
    End runWhile(BooleanSupplier condition) throws InterruptedException {
        Process running = running();
        try {
            while (!running.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
                if (!condition.getAsBoolean()) {
                    stop(running);
                    return new End(running.exitValue(), true);
                }
            }
            return new End(running.exitValue(), false);
        } catch (InterruptedException ctrlC) {
            stop(running);
            throw ctrlC;
        } finally {
            if (running.isAlive()) {
                running.destroyForcibly();
            }
            forgetHook();
        }
    }

    private synchronized Process running() {
        return process;
    }

    private void stop(Process running) throws InterruptedException {
        running.destroy();
        if (!running.waitFor(graceMs, TimeUnit.MILLISECONDS)) {
            running.destroyForcibly();
            running.waitFor();
        }
    }

    private void stopWithShell(Runnable afterwards) {
        Optional<Process> running = endWithShell();
        try {
            if (running.isPresent()) {
                stop(running.get());
            }
        } catch (InterruptedException e) {
            running.get().destroyForcibly();
        }
        afterwards.run();
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shellIsEnding) {
            // The hook runs already and finds the program ended.
        }
    }
}
