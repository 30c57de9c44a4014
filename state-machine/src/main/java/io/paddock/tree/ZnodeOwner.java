package io.paddock.tree;

/**
 * The meaning of the owner field of a {@link ZnodeStat}, in ZooKeeper 3.9.5's numbers: 0 persistent, {@link #CONTAINER} a container, the
 * top byte 0xff a TTL znode with its time to live in the lower five bytes, all else the session that owns an ephemeral.
 *
 * <p>Session ids never fall into the other ranges: a server's id, their top byte, is at most 254.
 */
public final class ZnodeOwner {

    /** The owner of a persistent znode. */
    public static final long PERSISTENT = 0;

    /** The owner of a container. */
    public static final long CONTAINER = Long.MIN_VALUE;

    /** The longest time to live, in ms. */
    public static final long TTL_MS_MAX = (1L << 40) - 1;

    private static final int TTL_SHIFT = 56;
    private static final long TTL_MARK = 0xffL << TTL_SHIFT;

    private ZnodeOwner() {}

    /** What an owner can mean. */
    public enum Kind {
        PERSISTENT,
        CONTAINER,
        TTL,
        EPHEMERAL
    }

    /** What {@code owner} means. */
    public static Kind kindOf(long owner) {
        if (owner == PERSISTENT) {
            return Kind.PERSISTENT;
        }
        if (owner == CONTAINER) {
            return Kind.CONTAINER;
        }
        return owner >>> TTL_SHIFT == 0xff ? Kind.TTL : Kind.EPHEMERAL;
    }

    /** The owner of a znode that lives {@code ttlMs}, 1 to {@link #TTL_MS_MAX}. */
    public static long ofTtl(long ttlMs) {
        return TTL_MARK | ttlMs;
    }

    /** The time to live, in ms, of a znode whose owner is a TTL. */
    public static long ttlMs(long owner) {
        return owner & TTL_MS_MAX;
    }
}
