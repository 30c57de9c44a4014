package io.paddock.shell.session;

import org.apache.zookeeper.Watcher.Event.EventType;

/** The kinds of watches a shell can hold on a path. */
public enum WatchKind {
    /** Left by a read of the data; one shot. */
    DATA,
    /** Left by a question whether the znode exists; one shot. */
    EXISTS,
    /** Left by a read of the children; one shot. */
    CHILDREN,
    /** Stays: the znode and its list of children. */
    PERSISTENT,
    /** Stays: the whole subtree. */
    PERSISTENT_RECURSIVE;

    /** Whether an event of this type on the watched path uses the watch up. */
    boolean isSpentBy(EventType type) {
        return switch (this) {
            case DATA -> type == EventType.NodeDataChanged || type == EventType.NodeDeleted;
            case EXISTS ->
                type == EventType.NodeCreated || type == EventType.NodeDataChanged || type == EventType.NodeDeleted;
            case CHILDREN -> type == EventType.NodeChildrenChanged || type == EventType.NodeDeleted;
            case PERSISTENT, PERSISTENT_RECURSIVE -> false;
        };
    }
}
