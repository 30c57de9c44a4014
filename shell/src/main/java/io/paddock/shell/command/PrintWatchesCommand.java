package io.paddock.shell.command;

import io.paddock.shell.output.Json;

/** Turns the printing of watch events on or off, or tells which. */
final class PrintWatchesCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("printwatches", "Turns the printing of watch events on or off, or tells which it is.")
                .optional("on|off", "what to do; tell when left out")
                .example("printwatches off", "")
                .example("printwatches", "printwatches is off");
    }

    @Override
    public void run(Invocation call) {
        if (call.count() == 0) {
            boolean isOn = call.session().isPrintingWatches();
            if (call.output().isJson()) {
                call.output().json(Json.object("printwatches", Json.bool(isOn)));
            } else {
                call.output().line("printwatches is " + (isOn ? "on" : "off"));
            }
            return;
        }
        switch (call.argument(0)) {
            case "on" -> call.session().printWatches(true);
            case "off" -> call.session().printWatches(false);
            default -> throw call.usage("on or off, not '" + call.argument(0) + "'");
        }
    }
}
