package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import java.util.ArrayList;
import java.util.List;

/** Lists the commands, or tells all about one. */
final class HelpCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("help", "Lists the commands, or tells all about one.")
                .optional("command", "the command to tell about")
                .example("help create", "options, arguments and examples of create");
    }

    @Override
    public void run(Invocation call) {
        if (call.count() > 0) {
            String name = call.argument(0);
            ShellCommand command =
                    CommandTable.find(name).orElseThrow(() -> ShellFailure.usage("Command not found " + name));
            call.output().line(command.syntax().help());
            return;
        }
        List<Json> all = new ArrayList<>();
        for (String name : CommandTable.names()) {
            Syntax syntax = CommandTable.find(name).orElseThrow().syntax();
            if (call.output().isJson()) {
                all.add(Json.object("command", Json.string(name)).and("summary", Json.string(syntax.summary())));
            } else {
                call.output().line(String.format("%-22s %s", name, syntax.summary()));
            }
        }
        if (call.output().isJson()) {
            call.output().json(Json.array(all));
        } else {
            call.output().line("");
            call.output().line("'help COMMAND' or 'COMMAND --help' tells more and shows examples.");
        }
    }
}
