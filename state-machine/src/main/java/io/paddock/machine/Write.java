package io.paddock.machine;

import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;

/**
 * One change of one record of the tree.
 *
 * @param znode what it becomes; for a removal, what it was
 * @param data what its data becomes, for {@link Kind#PUT} only
 */
record Write(Kind kind, String path, Znode znode, Bytes data) {

    /** The kinds. */
    enum Kind {
        /** The znode and its data. */
        PUT,
        /** The znode, whose data stays. */
        PUT_STAT,
        /** The znode and its data go. */
        REMOVE
    }
}
