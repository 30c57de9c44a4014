package io.paddock.shell.command;

import io.paddock.shell.session.WatchKind;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.WatcherType;

/** Removes watches of a path. */
final class RemoveWatchesCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("removewatches", "Removes the watches this session holds on a znode.")
                .flag("those on the list of children", "-c")
                .flag("those on the data", "-d")
                .flag("the persistent ones", "-p")
                .flag("the persistent recursive ones", "-r")
                .flag("all kinds (also without any of these options)", "-a")
                .flag("forget them here even when no server can be told", "-l")
                .argument(Syntax.PATH, "the znode")
                .example("removewatches /app", "")
                .example("removewatches -d /app", "keeps the one on the children");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.path(0);
        WatcherType type = type(call);
        call.zooKeeper().removeAllWatches(path, type, call.has("-l"));
        call.session().notWatching(path, kinds(type));
    }

    private static WatcherType type(Invocation call) {
        if (call.has("-c")) {
            return WatcherType.Children;
        }
        if (call.has("-d")) {
            return WatcherType.Data;
        }
        if (call.has("-p")) {
            return WatcherType.Persistent;
        }
        return call.has("-r") ? WatcherType.PersistentRecursive : WatcherType.Any;
    }

    private static List<WatchKind> kinds(WatcherType type) {
        return switch (type) {
            case Children -> List.of(WatchKind.CHILDREN);
            case Data -> List.of(WatchKind.DATA, WatchKind.EXISTS);
            case Persistent -> List.of(WatchKind.PERSISTENT);
            case PersistentRecursive -> List.of(WatchKind.PERSISTENT_RECURSIVE);
            case Any -> List.of(WatchKind.values());
        };
    }
}
