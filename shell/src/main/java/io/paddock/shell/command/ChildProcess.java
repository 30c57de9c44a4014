package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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

    private final Process process;
    private final long graceMs;
    private final Thread hook;

    private ChildProcess(Process process, long graceMs, Runnable afterwards) {
        this.process = process;
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
        try {
            ChildProcess child = new ChildProcess(builder.start(), graceMs, afterwards);
            Runtime.getRuntime().addShutdownHook(child.hook);
            return child;
        } catch (IOException e) {
            throw ShellFailure.refused("Cannot run " + program.get(0) + ": " + e.getMessage());
        }
    }

    /** Waits for its end, and stops it when the condition no longer holds or this thread is interrupted. */
    End runWhile(BooleanSupplier condition) throws InterruptedException {
        try {
            while (!process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
                if (!condition.getAsBoolean()) {
                    stop();
                    return new End(process.exitValue(), true);
                }
            }
            return new End(process.exitValue(), false);
        } catch (InterruptedException ctrlC) {
            stop();
            throw ctrlC;
        } finally {
            if (process.isAlive()) {
                process.destroyForcibly();
            }
            forgetHook();
        }
    }

    private void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(graceMs, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private void stopWithShell(Runnable afterwards) {
        try {
            stop();
        } catch (InterruptedException e) {
            process.destroyForcibly();
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
