package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import java.util.List;

/** Lists the last lines of this run. */
final class HistoryCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("history", "Lists the last lines with their numbers, for redo.")
                .example("history", "0 - ls /");
    }

    @Override
    public void run(Invocation call) {
        List<String> lines = call.host().history().recent();
        if (call.output().isJson()) {
            call.output().json(Json.object("history", Json.strings(lines)));
        } else {
            lines.forEach(call.output()::line);
        }
    }
}
