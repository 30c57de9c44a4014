package io.paddock.server.admin;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * What one connection did, for {@code stat} and {@code cons}. Guarded by its own lock, which is free but for the moment
 * in which an operator looks.
 */
public final class ConnectionStatistics {
    private static final String NO_OPERATION = "NA";
    private static final long NO_ID = -1;

    @GuardedBy("this")
    private long received;

    @GuardedBy("this")
    private long sent;

    @GuardedBy("this")
    private String lastOperation = NO_OPERATION;

    @GuardedBy("this")
    private long lastXid = NO_ID;

    @GuardedBy("this")
    private long lastZxid = NO_ID;

    @GuardedBy("this")
    private long lastResponseMs;

    @GuardedBy("this")
    private long lastLatencyMs;

    @GuardedBy("this")
    private long latencyMinMs = Long.MAX_VALUE;

    @GuardedBy("this")
    private long latencyMaxMs;

    @GuardedBy("this")
    private long latencySumMs;

    @GuardedBy("this")
    private long answers;

    /** A packet came from the client. */
    public synchronized void packetReceived() {
        received++;
    }

    /** A packet was sent to the client. */
    public synchronized void packetSent() {
        sent++;
    }

    /**
     * A request was answered.
     *
     * @param xid of the request; negative ones (pings and the like) leave the last real one in place
     * @param zxid of the reply
     * @param operation four letters, see {@code lop} of {@code cons}: CREA, GETD, PING, ...
     * @param startMs when the request came, on a clock that only goes forward
     * @param endMs when it was answered, on the same clock
     */
    public synchronized void answered(long xid, long zxid, String operation, long startMs, long endMs) {
        if (xid >= 0) {
            lastXid = xid;
        }
        lastZxid = zxid;
        lastOperation = operation;
        lastResponseMs = endMs;
        lastLatencyMs = endMs - startMs;
        latencyMinMs = Math.min(latencyMinMs, lastLatencyMs);
        latencyMaxMs = Math.max(latencyMaxMs, lastLatencyMs);
        latencySumMs += lastLatencyMs;
        answers++;
    }

    /** Forgets everything. */
    public synchronized void reset() {
        received = 0;
        sent = 0;
        lastOperation = NO_OPERATION;
        lastXid = NO_ID;
        lastZxid = NO_ID;
        lastResponseMs = 0;
        lastLatencyMs = 0;
        latencyMinMs = Long.MAX_VALUE;
        latencyMaxMs = 0;
        latencySumMs = 0;
        answers = 0;
    }

    /** All figures of one moment. */
    public synchronized Figures figures() {
        return new Figures(
                received,
                sent,
                lastOperation,
                lastXid,
                lastZxid,
                lastResponseMs,
                lastLatencyMs,
                latencyMinMs == Long.MAX_VALUE ? 0 : latencyMinMs,
                answers == 0 ? 0 : latencySumMs / answers,
                latencyMaxMs);
    }

    /**
     * What a connection did.
     *
     * @param received packets from the client
     * @param sent packets to the client
     * @param lastOperation what was answered last
     * @param lastXid of the last real request; -1 for none
     * @param lastZxid of the last reply; -1 for none
     * @param lastResponseMs when that was, on the clock of the requests
     * @param lastLatencyMs how long it took
     * @param latencyMinMs the shortest
     * @param latencyAverageMs the average, rounded down
     * @param latencyMaxMs the longest
     */
    public record Figures(
            long received,
            long sent,
            String lastOperation,
            long lastXid,
            long lastZxid,
            long lastResponseMs,
            long lastLatencyMs,
            long latencyMinMs,
            long latencyAverageMs,
            long latencyMaxMs) {}
}
