package io.paddock.store;

/**
 * How far a state has come, and what else moves with every entry.
 *
 * @param term Raft term of the last entry applied
 * @param index its log index, -1 before the first
 * @param zxid the last one given
 * @param timeMs the latest time seen in the log
 * @param digest {@link io.paddock.tree.StateDigest} of the tree and the sessions
 * @param znodes how many znodes there are
 * @param dataBytes the length of all data and paths
 */
public record Position(long term, long index, long zxid, long timeMs, long digest, long znodes, long dataBytes) {

    /** Before anything was applied. */
    public static final Position START = new Position(0, -1, 0, 0, 0, 0, 0);
}
