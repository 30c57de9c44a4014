package io.paddock.shell;

import io.paddock.shell.command.CommandHistory;
import io.paddock.shell.command.CommandHost;
import io.paddock.shell.command.CommandRunner;
import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Output;
import io.paddock.shell.session.SecretSource;
import io.paddock.shell.session.ShellSession;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;

/** One run of the shell: what its commands share. Used by the thread that runs commands. */
final class RunningShell implements CommandHost {
    private static final long SIGNALS_MS_MAX = 2_000;

    private final ShellSession session;
    private final Output output;
    private final SecretSource secrets;
    private final Surroundings surroundings;
    private final CommandHistory history = new CommandHistory();
    private final CommandRunner runner = new CommandRunner(this);
    private volatile boolean isQuitting;

    RunningShell(ShellSession session, Output output, Surroundings surroundings) {
        this.session = session;
        this.output = output;
        this.secrets = new SecretSource(surroundings.environment());
        this.surroundings = surroundings;
    }

    @Override
    public ShellSession session() {
        return session;
    }

    @Override
    public Output output() {
        return output;
    }

    @Override
    public CommandHistory history() {
        return history;
    }

    @Override
    public byte[] standardInput() {
        return surroundings.input().read();
    }

    @Override
    public Map<String, String> environment() {
        return surroundings.environment();
    }

    @Override
    public boolean isConfirmed(String question) {
        return surroundings.terminal().isConfirming(question);
    }

    @Override
    public int runAtTerminal(List<String> program) throws InterruptedException {
        // Ctrl-C at the terminal is the program's alone: an editor has a use for it.
        Object before = Signals.register("INT", () -> {});
        try {
            Process process = new ProcessBuilder(program).inheritIO().start();
            int status;
            try {
                status = process.waitFor();
            } finally {
                process.destroy();
            }
            awaitSignals();
            return status;
        } catch (IOException e) {
            throw ShellFailure.refused("Cannot run " + program.get(0) + ": " + e.getMessage());
        } finally {
            Signals.unregister("INT", before);
        }
    }

    /**
     * Returns when this process has taken the signals that it was sent so far, which on a busy machine it does later: a Ctrl-C of the program's
     * would take away the next line that is typed. Java takes those of lower numbers first.
     */
    private static void awaitSignals() throws IOException, InterruptedException {
        CountDownLatch taken = new CountDownLatch(1);
        Object before = Signals.register("CONT", taken::countDown);
        try {
            new ProcessBuilder("sh", "-c", "kill -CONT $PPID").start().waitFor();
            // If it does not come there is nothing else to wait for.
            boolean unused = taken.await(SIGNALS_MS_MAX, TimeUnit.MILLISECONDS);
        } finally {
            Signals.unregister("CONT", before);
        }
    }

    @Override
    public String completionScript(String shell) {
        return CompletionScript.of(shell);
    }

    @Override
    public String secret(String source) {
        return secrets.read(source);
    }

    @Override
    public ExitStatus runLine(String line) {
        return runner.run(line);
    }

    @Override
    public void quit() {
        isQuitting = true;
    }

    boolean isQuitting() {
        return isQuitting;
    }

    ExitStatus runWords(List<String> words) {
        return runner.run(words);
    }

    /** Runs a line of a script or a session, which gets a number in the history. */
    ExitStatus runNumbered(String line) {
        if (line.isBlank()) {
            return ExitStatus.DONE;
        }
        history.add(line);
        return runner.run(line);
    }

    /**
     * Runs lines until one fails, one quits, or they end.
     *
     * @param isKeepingGoing whether to go on after a failure
     * @return how the first that failed ended, else done
     */
    ExitStatus runScript(Iterable<String> lines, boolean isKeepingGoing) {
        ExitStatus first = ExitStatus.DONE;
        for (String line : lines) {
            ExitStatus status = runNumbered(line);
            if (!status.equals(ExitStatus.DONE)) {
                first = first.equals(ExitStatus.DONE) ? status : first;
                if (!isKeepingGoing || status.equals(ExitStatus.INTERRUPTED)) {
                    return first;
                }
            }
            if (isQuitting) {
                break;
            }
        }
        return first;
    }
}
