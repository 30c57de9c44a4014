package io.paddock.shell.command;

/** Ends the shell; {@code exit} is the same. */
final class QuitCommand implements ShellCommand {
    private final String name;

    QuitCommand(String name) {
        this.name = name;
    }

    @Override
    public Syntax syntax() {
        return Syntax.named(name, "Closes the session and leaves the shell.").example(name, "so does Ctrl-D");
    }

    @Override
    public void run(Invocation call) {
        call.host().quit();
    }
}
