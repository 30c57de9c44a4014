package io.paddock.store;

import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;

/**
 * What memory knows of a path: the znode or that there is none, and perhaps its data.
 *
 * @param znode {@link Znode#ABSENT} when there is none, {@link #NO_ZNODE} when memory does not know
 * @param data {@link #NO_DATA} when memory does not hold it
 */
record CachedZnode(Znode znode, Bytes data) {

    /** Stands for data that memory does not hold; compared by identity. */
    static final Bytes NO_DATA = Bytes.of(new byte[1]);

    /** Stands for a znode of which memory does not know whether it exists; compared by identity. */
    static final Znode NO_ZNODE = new Znode(Znode.ABSENT.stat(), Znode.ABSENT.acl(), -1);

    /** Memory knows nothing of the path. */
    static final CachedZnode UNKNOWN = new CachedZnode(NO_ZNODE, NO_DATA);

    /** There is no such znode. */
    static final CachedZnode ABSENT = new CachedZnode(Znode.ABSENT, NO_DATA);

    static CachedZnode of(Znode znode, Bytes data) {
        return znode.exists() ? new CachedZnode(znode, data) : ABSENT;
    }

    /** Whether memory knows the znode, or that there is none. */
    @SuppressWarnings("ReferenceEquality") // The stand-in is one object; an equal znode is a znode.
    static boolean isKnown(Znode znode) {
        return znode != NO_ZNODE;
    }

    /** Whether memory holds the data. */
    @SuppressWarnings("ReferenceEquality") // The stand-in is one object; equal data is data.
    static boolean isHeld(Bytes data) {
        return data != NO_DATA;
    }

    boolean hasData() {
        return isHeld(data);
    }
}
