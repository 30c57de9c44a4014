package io.paddock.shell.command;

import io.paddock.shell.line.CommandLineText;
import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.outcome.KeeperFailures;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import io.paddock.shell.output.Output;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import picocli.CommandLine.ParseResult;

/** Runs command lines: finds the command, reads its arguments, does it, and tells of a failure. */
public final class CommandRunner {
    private final CommandHost host;

    /** A runner in this shell. */
    public CommandRunner(CommandHost host) {
        this.host = host;
    }

    /** Runs one line and returns how it ended. A blank line or a comment is done. */
    public ExitStatus run(String line) {
        try {
            return run(CommandLineText.words(line));
        } catch (ShellFailure failure) {
            return tell(host.output(), failure);
        }
    }

    /** Runs a command given as words and returns how it ended. */
    public ExitStatus run(List<String> words) {
        if (words.isEmpty()) {
            return ExitStatus.DONE;
        }
        try {
            runCommand(words);
            return ExitStatus.DONE;
        } catch (ShellFailure failure) {
            return tell(host.output(), failure);
        } catch (KeeperException e) {
            return tell(host.output(), KeeperFailures.of(e));
        } catch (InterruptedException e) {
            // Ctrl-C: the flag is not set again, it would stop the next command too.
            return tell(host.output(), new ShellFailure(ExitStatus.INTERRUPTED, "Stopped"));
        }
    }

    /** Prints a failure as a remark, in the form of the output, and returns its status. */
    public static ExitStatus tell(Output output, ShellFailure failure) {
        if (failure.getMessage().isEmpty()) {
            return failure.status();
        }
        if (output.isJson()) {
            output.remark(Json.object("error", Json.string(failure.kind()))
                    .and("message", Json.string(failure.getMessage()))
                    .and("status", Json.number(failure.status().code()))
                    .toString());
        } else {
            output.remark(failure.getMessage());
        }
        return failure.status();
    }

    private static ShellFailure unknown(String name) {
        return ShellFailure.usage("Command not found " + name
                + NearestName.of(name, CommandTable.names())
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse("; 'help' lists the commands"));
    }

    private void runCommand(List<String> words) throws KeeperException, InterruptedException {
        String name = words.get(0);
        ShellCommand command = CommandTable.find(name).orElseThrow(() -> unknown(name));
        Syntax syntax = command.syntax();
        try {
            ParseResult parsed = syntax.parse(words.subList(1, words.size()));
            if (parsed.isUsageHelpRequested()) {
                host.output().line(syntax.help());
                return;
            }
            command.run(new Invocation(host, syntax, parsed));
        } catch (ShellFailure failure) {
            throw syntax.isTwoForDifferences() && failure.status().equals(ExitStatus.USAGE)
                    ? failure.withStatus(ExitStatus.REFUSED)
                    : failure;
        }
    }
}
