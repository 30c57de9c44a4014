package io.paddock.server.raft;

/**
 * A place in the log.
 *
 * @param term the term of the entry
 * @param index its index, -1 before the first
 */
public record LogPosition(long term, long index) {

    /** Before the first entry. */
    public static final LogPosition START = new LogPosition(0, -1);

    /** Whether the entry at {@code other} is there already when this one is. */
    public boolean includes(long other) {
        return index >= other;
    }
}
