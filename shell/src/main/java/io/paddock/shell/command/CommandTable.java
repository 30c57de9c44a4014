package io.paddock.shell.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The commands by name.
 *
 * <p>A switch and not a map, so that a one-shot command loads its own class alone.
 */
public final class CommandTable {
    private static final List<String> NAMES =
            List.of("create", "delete", "exit", "get", "help", "ls", "ls2", "quit", "set", "stat", "sync");

    private CommandTable() {}

    /** All names, sorted, older spellings among them. */
    public static List<String> names() {
        return NAMES;
    }

    /** The command of a name, in whatever case it is typed. */
    public static Optional<ShellCommand> find(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(
                switch (lower) {
                    case "create" -> new CreateCommand();
                    case "delete" -> new DeleteCommand();
                    case "exit", "quit" -> new QuitCommand(lower);
                    case "get" -> new GetCommand();
                    case "help" -> new HelpCommand();
                    case "ls", "ls2" -> new LsCommand(lower);
                    case "set" -> new SetCommand();
                    case "stat" -> new StatCommand();
                    case "sync" -> new SyncCommand();
                    default -> null;
                });
    }
}
