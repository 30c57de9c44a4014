package io.paddock.shell.command;

import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.output.Output;
import io.paddock.shell.session.ShellSession;
import java.util.List;
import java.util.Map;

/** What a command may ask of the shell it runs in. */
public interface CommandHost {
    /** The tie to the servers. */
    ShellSession session();

    /** Where to print. */
    Output output();

    /** The lines of this run. */
    CommandHistory history();

    /** The rest of standard input, or a usage failure where the commands themselves come from there. */
    byte[] standardInput();

    /** The secret that a source such as {@code @FILE} or {@code env:NAME} holds. */
    String secret(String source);

    /** The environment variables of this process. */
    Map<String, String> environment();

    /** Asks the person at the terminal a question; a usage failure where there is none. */
    boolean isConfirmed(String question);

    /** Runs a program at the terminal, which it has to itself meanwhile, Ctrl-C included, and returns its status. */
    int runAtTerminal(List<String> program) throws InterruptedException;

    /** The completion script for a command line shell, {@code bash} or {@code zsh}. */
    String completionScript(String shell);

    /** Runs another command line, tells of its failure, and returns how it ended. */
    ExitStatus runLine(String line);

    /** Ends the shell after this command. */
    void quit();
}
