package io.paddock.shell.command;

import io.paddock.shell.session.WatchKind;
import java.util.Arrays;
import java.util.Locale;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;

/** Sets a watch that stays. */
final class AddWatchCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("addWatch", "Sets a watch that stays until removed.")
                .value(
                        "mode",
                        "one of " + Arrays.toString(AddWatchMode.values()) + ", by default "
                                + AddWatchMode.PERSISTENT_RECURSIVE,
                        "-m")
                .argument(Syntax.PATH, "the znode")
                .example("addWatch /app", "tell of every change in the subtree")
                .example("addWatch -m PERSISTENT /app", "of this znode and its list of children alone");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.path(0);
        AddWatchMode mode = mode(call);
        call.zooKeeper().addWatch(path, mode);
        call.session()
                .watching(
                        path, mode == AddWatchMode.PERSISTENT ? WatchKind.PERSISTENT : WatchKind.PERSISTENT_RECURSIVE);
    }

    private static AddWatchMode mode(Invocation call) {
        String name = call.value("-m").orElse(AddWatchMode.PERSISTENT_RECURSIVE.name());
        try {
            return AddWatchMode.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw call.usage("Unknown mode '" + name + "'");
        }
    }
}
