package io.paddock.server.net;

import io.paddock.server.admin.Counter;
import io.paddock.server.admin.ServerStatistics;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of large requests that are worked on, and their bound (ZooKeeper 3.9.5's {@code largeRequestMaxBytes}): a client that sends one
 * too many is cut off. Any thread.
 */
public final class LargeRequests {

    private final int threshold;
    private final long bytesMax;
    private final AtomicLong bytes = new AtomicLong();
    private final ServerStatistics statistics;

    /**
     * None yet.
     *
     * @param threshold a request longer than this is large; -1 when none is
     * @param bytesMax bytes of all that are worked on at once
     * @param statistics counts the refusals
     */
    public LargeRequests(int threshold, long bytesMax, ServerStatistics statistics) {
        this.statistics = statistics;
        this.threshold = threshold;
        this.bytesMax = bytesMax;
    }

    /** Whether a request of this length counts. */
    boolean isLarge(int length) {
        return threshold >= 0 && length > threshold;
    }

    /** Whether a large request of this length would not be one too many just now. */
    boolean hasRoom(int length) {
        return bytes.get() + length <= bytesMax;
    }

    /** Takes in a large request, unless that is one too many. */
    boolean admit(int length) {
        if (bytes.addAndGet(length) <= bytesMax) {
            return true;
        }
        bytes.addAndGet(-length);
        statistics.count(Counter.LARGE_REQUESTS_REJECTED);
        return false;
    }

    /** Large requests of so many bytes were answered, or will never be. */
    void done(long length) {
        bytes.addAndGet(-length);
    }

    /** A client was cut off before its request was read. */
    void refuse() {
        statistics.count(Counter.LARGE_REQUESTS_REJECTED);
    }
}
