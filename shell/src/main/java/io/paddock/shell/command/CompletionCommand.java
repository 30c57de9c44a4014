package io.paddock.shell.command;

/** Prints the script that makes a command line shell complete. */
final class CompletionCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("completion", "Prints the script with which bash or zsh completes this shell's words.")
                .argument("shell", "bash or zsh")
                .example("completion bash", "source <(bin/shell.sh completion bash)");
    }

    @Override
    public void run(Invocation call) {
        call.output().line(call.host().completionScript(call.argument(0)).stripTrailing());
    }
}
