package io.paddock.server.session;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The ids of the sessions that this server makes, in ZooKeeper 3.9.5's form: the server's id in the top byte, below it what counts up from
 * the time of the start. Any thread.
 */
public final class SessionIds {

    private static final int SERVER_SHIFT = 56;
    private static final int TIME_SHIFT = 24;
    private static final int SERVER_BITS = 8;

    private final AtomicLong next;

    /**
     * @param server 1 to 254
     * @param startMs when this server started, in ms since 1970: later than at its last start
     */
    public SessionIds(int server, long startMs) {
        long counter = startMs << TIME_SHIFT >>> SERVER_BITS;
        next = new AtomicLong((long) server << SERVER_SHIFT | counter);
    }

    /** An id that was never given before. */
    public long next() {
        return next.incrementAndGet();
    }
}
