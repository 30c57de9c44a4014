package io.paddock.shell.command;

import io.paddock.shell.output.Json;

/** Prints where the user stands. */
final class PwdCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("pwd", "Prints the znode from where relative paths start.")
                .example("pwd", "/app");
    }

    @Override
    public void run(Invocation call) {
        String path = call.session().workingPath().path();
        if (call.output().isJson()) {
            call.output().json(Json.object("path", Json.string(path)));
        } else {
            call.output().line(path);
        }
    }
}
