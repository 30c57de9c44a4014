package io.paddock.shell.command;

import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.outcome.ShellFailure;

/** Does an earlier line again. */
final class RedoCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("redo", "Does an earlier line again, by its number in the history.")
                .argument("cmdno", "the number")
                .example("redo 3", "");
    }

    @Override
    public void run(Invocation call) {
        String line = call.host().history().redo(call.intArgument(0, "cmdno"));
        ExitStatus status = call.host().runLine(line);
        if (!status.equals(ExitStatus.DONE)) {
            throw new ShellFailure(status, "The line done again failed: " + line.strip());
        }
    }
}
