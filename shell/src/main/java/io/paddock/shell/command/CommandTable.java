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
            "4lw",
            "addauth",
            "addWatch",
            "apply",
            "cd",
            "close",
            "completion",
            "config",
            "connect",
            "cp",
            "create",
            "delete",
            "deleteall",
            "delquota",
            "diff",
            "du",
            "edit",
            "elect",
            "exit",
            "export",
            "find",
            "get",
            "getAcl",
            "getAllChildrenNumber",
            "getEphemerals",
            "grep",
            "help",
            "history",
            "listquota",
            "lock",
            "ls",
            "ls2",
            "mirror",
            "mv",
            "plan",
            "printwatches",
            "put",
            "pwd",
            "quit",
            "reconfig",
            "redo",
            "removewatches",
            "rm",
            "rmr",
            "rollback",
            "set",
            "setAcl",
            "setquota",
            "stat",
            "status",
            "sync",
            "tree",
            "txn",
            "version",
            "wait-for",
            "watch",
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
                    case "4lw" -> new FourLetterWordCommand();
                    case "cd" -> new CdCommand();
                    case "completion" -> new CompletionCommand();
                    case "cp", "mv" -> new CopyCommand(lower);
                    case "du" -> new DuCommand();
                    case "edit" -> new EditCommand();
                    case "find" -> new FindCommand();
                    case "grep" -> new GrepCommand();
                    case "lock", "elect" -> new LockCommand(lower);
                    case "put" -> new PutCommand();
                    case "pwd" -> new PwdCommand();
                    case "rm" -> new RemoveCommand();
                    case "status" -> new StatusCommand();
                    case "tree" -> new TreeCommand();
                    case "txn" -> new TxnCommand();
                    case "wait-for" -> new WaitForCommand();
                    case "watch" -> new WatchCommand();
                    case "apply" -> new ApplyCommand();
                    case "diff" -> new DiffCommand();
                    case "export" -> new ExportCommand();
                    case "mirror" -> new MirrorCommand();
                    case "plan" -> new PlanCommand();
                    case "rollback" -> new RollbackCommand();
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
