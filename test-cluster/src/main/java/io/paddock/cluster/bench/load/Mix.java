package io.paddock.cluster.bench.load;

/**
 * What a session sends.
 *
 * @param writePercent how many of a hundred requests are writes; the others read data
 * @param writes what a write is
 */
public record Mix(int writePercent, Writes writes) {
    /** What a write is. */
    public enum Writes {
        /** New data for a znode of the session's own. */
        SET,
        /** In turn a new znode, and its removal. */
        CREATE_AND_DELETE,
        /** A new sequential ephemeral. */
        SEQUENTIAL_EPHEMERAL
    }

    /** Checks. */
    public Mix {
        if (writePercent < 0 || writePercent > 100) {
            throw new IllegalArgumentException("expected 0 to 100 percent of writes but got " + writePercent);
        }
    }
}
