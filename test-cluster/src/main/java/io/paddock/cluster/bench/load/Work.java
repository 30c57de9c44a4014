package io.paddock.cluster.bench.load;

/** What one session is to send. Owned by the loop's thread, which asks for a request whenever the session may send one. */
interface Work {
    /** Nothing to do. */
    Work NONE = (out, xid) -> Kind.NOTHING;

    /** Writes the next request with this number, and says what it counts as; {@link Kind#NOTHING} when none was written. */
    Kind next(RequestWriter out, int xid);

    /**
     * A reply came.
     *
     * @param error 0 or an error code
     * @param bytes the length of the reply with its header
     */
    default void replied(Kind kind, int error, int bytes) {}

    /** A watch event came. */
    default void told() {}

    /** The session's connection is there, again or for the first time; what was in flight before it is lost. */
    default void opened(LoadSession session) {}

    /** The session is over, as it was told to be. */
    default void ended(LoadSession session) {}
}
