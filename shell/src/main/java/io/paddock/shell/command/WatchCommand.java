package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;

/** Prints changes as they come, until stopped. */
final class WatchCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("watch", "Prints the next change of a znode; with -f all changes of its subtree.")
                .flag("follow the whole subtree until stopped by Ctrl-C", "-f")
                .value("count", "end after so many changes", "-n")
                .argument(Syntax.PATH, "the znode, which need not be there yet")
                .example("watch /app/config", "ends with the next change")
                .example("watch -f /app", "created /app/x, changed /app/x, deleted /app/x ...");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.path(0);
        boolean isFollowing = call.has("-f");
        AddWatchMode mode = isFollowing ? AddWatchMode.PERSISTENT_RECURSIVE : AddWatchMode.PERSISTENT;
        long left = call.number("-n", isFollowing ? Long.MAX_VALUE : 1);
        BlockingQueue<WatchedEvent> events = new LinkedBlockingQueue<>();
        Watcher watcher = events::add;
        ZooKeeper zooKeeper = call.zooKeeper();
        zooKeeper.addWatch(path, watcher, mode);
        call.output().remark("Watching " + path + (isFollowing ? " and all under it" : ""));
        try {
            while (left > 0) {
                WatchedEvent event = events.take();
                if (event.getState() == KeeperState.Expired) {
                    zooKeeper = call.zooKeeper();
                    zooKeeper.addWatch(path, watcher, mode);
                    call.output().remark("Watching again; changes in between are not seen");
                } else if (isChange(event)) {
                    print(call, event);
                    left--;
                }
            }
        } finally {
            stop(zooKeeper, path, watcher);
        }
    }

    private static boolean isChange(WatchedEvent event) {
        return switch (event.getType()) {
            case NodeCreated, NodeDeleted, NodeDataChanged, NodeChildrenChanged -> true;
            case None, DataWatchRemoved, ChildWatchRemoved, PersistentWatchRemoved -> false;
        };
    }

    private static void print(Invocation call, WatchedEvent event) {
        String word = word(event.getType());
        if (call.output().isJson()) {
            call.output()
                    .json(Json.object("event", Json.string(word))
                            .and("path", Json.string(event.getPath()))
                            .and("zxid", Json.hex(event.getZxid())));
        } else {
            call.output().line(word + " " + event.getPath());
        }
    }

    private static String word(EventType type) {
        return switch (type) {
            case NodeCreated -> "created";
            case NodeDeleted -> "deleted";
            case NodeDataChanged -> "changed";
            case NodeChildrenChanged -> "children";
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }

    /** Without waiting for the answer: after Ctrl-C a person waits for the prompt. */
    private static void stop(ZooKeeper zooKeeper, String path, Watcher watcher) {
        zooKeeper.removeWatches(path, watcher, Watcher.WatcherType.Any, true, (rc, p, ctx) -> {}, null);
    }
}
