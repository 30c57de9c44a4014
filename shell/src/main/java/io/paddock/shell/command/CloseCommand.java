package io.paddock.shell.command;

/** Ends the session and stays in the shell. */
final class CloseCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("close", "Ends this session; its ephemeral znodes go. 'connect' starts another.")
                .example("close", "");
    }

    @Override
    public void run(Invocation call) throws InterruptedException {
        call.session().close();
    }
}
