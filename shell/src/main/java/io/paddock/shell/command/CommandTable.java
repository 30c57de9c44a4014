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
    private static final List<String> NAMES = List.of(
            "addauth",
            "addWatch",
            "close",
            "config",
            "connect",
            "create",
            "delete",
            "deleteall",
            "delquota",
            "exit",
            "get",
            "getAcl",
            "getAllChildrenNumber",
            "getEphemerals",
            "help",
            "history",
            "listquota",
            "ls",
            "ls2",
            "printwatches",
            "quit",
            "reconfig",
            "redo",
            "removewatches",
            "rmr",
            "set",
            "setAcl",
            "setquota",
            "stat",
            "sync",
            "version",
            "whoami");

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
                    case "addauth" -> new AddAuthCommand();
                    case "addwatch" -> new AddWatchCommand();
                    case "close" -> new CloseCommand();
                    case "config" -> new ConfigCommand();
                    case "connect" -> new ConnectCommand();
                    case "create" -> new CreateCommand();
                    case "delete" -> new DeleteCommand();
                    case "deleteall", "rmr" -> new DeleteAllCommand(lower);
                    case "delquota" -> new DelQuotaCommand();
                    case "exit", "quit" -> new QuitCommand(lower);
                    case "get" -> new GetCommand();
                    case "getacl" -> new GetAclCommand();
                    case "getallchildrennumber" -> new GetAllChildrenNumberCommand();
                    case "getephemerals" -> new GetEphemeralsCommand();
                    case "help" -> new HelpCommand();
                    case "history" -> new HistoryCommand();
                    case "listquota" -> new ListQuotaCommand();
                    case "ls", "ls2" -> new LsCommand(lower);
                    case "printwatches" -> new PrintWatchesCommand();
                    case "reconfig" -> new ReconfigCommand();
                    case "redo" -> new RedoCommand();
                    case "removewatches" -> new RemoveWatchesCommand();
                    case "set" -> new SetCommand();
                    case "setacl" -> new SetAclCommand();
                    case "setquota" -> new SetQuotaCommand();
                    case "stat" -> new StatCommand();
                    case "sync" -> new SyncCommand();
                    case "version" -> new VersionCommand();
                    case "whoami" -> new WhoAmICommand();
                    default -> null;
                });
    }
}
