package io.paddock.watch;

/** The ways to watch a path; several hold at once for one watcher and one path, and each is removed by itself. */
public enum WatchKind {
    /** Once, for the next creation, change of data or deletion: getData's and exists'. */
    DATA(1),
    /** Once, for the next change of the set of children or deletion: getChildren's. */
    CHILDREN(2),
    /** For all of these, until it is removed. */
    PERSISTENT(4),
    /** For creations, changes of data and deletions of the path and all below it, until it is removed. */
    PERSISTENT_RECURSIVE(8);

    private final int bit;

    WatchKind(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }
}
