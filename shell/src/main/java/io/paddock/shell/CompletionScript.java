package io.paddock.shell;

import io.paddock.shell.command.CommandTable;
import io.paddock.shell.outcome.ShellFailure;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The scripts that make bash and zsh complete the shell's options, commands, and the commands' options. */
final class CompletionScript {
    private static final String NAME = "shell.sh";

    private CompletionScript() {}

    /** The script for one of the two. */
    static String of(String shell) {
        return switch (shell) {
            case "bash" -> picocliScript();
            case "zsh" ->
                String.join(
                        "\n",
                        "#compdef " + NAME,
                        "autoload -U +X compinit && compinit",
                        "autoload -U +X bashcompinit && bashcompinit",
                        picocliScript());
            default -> throw ShellFailure.usage("There are completion scripts for bash and zsh, not for " + shell);
        };
    }

    private static String picocliScript() {
        CommandSpec spec = ShellOptions.spec();
        for (String name : CommandTable.names()) {
            spec.addSubcommand(
                    name, CommandTable.find(name).orElseThrow().syntax().spec());
        }
        return AutoComplete.bash(NAME, new CommandLine(spec));
    }
}
