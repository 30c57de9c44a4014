package io.paddock.shell;

import io.paddock.shell.command.CommandHistory;
import io.paddock.shell.command.CommandHost;
import io.paddock.shell.command.CommandRunner;
import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.output.Output;
import io.paddock.shell.session.SecretSource;
import io.paddock.shell.session.ShellSession;
import java.util.List;
import java.util.function.Supplier;

/** One run of the shell: what its commands share. Used by the thread that runs commands. */
final class RunningShell implements CommandHost {
    private final ShellSession session;
    private final Output output;
    private final SecretSource secrets;
    private final Supplier<byte[]> standardInput;
    private final CommandHistory history = new CommandHistory();
    private final CommandRunner runner = new CommandRunner(this);
    private volatile boolean isQuitting;

    RunningShell(ShellSession session, Output output, SecretSource secrets, Supplier<byte[]> standardInput) {
        this.session = session;
        this.output = output;
        this.secrets = secrets;
        this.standardInput = standardInput;
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
        return standardInput.get();
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
            if (status != ExitStatus.DONE) {
                first = first == ExitStatus.DONE ? status : first;
                if (!isKeepingGoing || status == ExitStatus.INTERRUPTED) {
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
