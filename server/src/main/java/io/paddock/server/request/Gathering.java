package io.paddock.server.request;

import java.util.concurrent.TimeUnit;

/**
 * How long the next entry gathers writes when the one before is done.
 *
 * <p>An entry costs much whatever is in it: each server writes it to disk, and each hands it through its threads. Clients
 * that wait for their answers send their next writes a moment after these; if the next entry left at once, it would hold
 * only what came meanwhile, and entries would be half as full as they could be, and twice as many. So the next one waits
 * until it holds {@link #SHARE} of all that was on its way or waiting when the last one was about to be answered; what comes
 * after that may be the next write of a client that is counted already. A lone client's write never waits, for it is all
 * there was. Under writes that come steadily, from clients that wait for nobody, an entry
 * takes a third longer to fill. It waits no longer than {@link #TIMES} the time that the last entry took, and no longer
 * than {@link #WAIT_NANOS_MAX}.
 *
 * <p>Times are of {@link System#nanoTime}. Amounts are bytes, as the caller counts them. Any thread; {@link #left} and
 * {@link #done} are called once for each entry, and {@link #answering} in between unless the log refused it; where full
 * ones overlap, the one that left last counts.
 */
final class Gathering {

    private static final double SHARE = 0.65;
    private static final int TIMES = 2;
    private static final long WAIT_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long UNANSWERED = -1;

    /** What is to be gathered, and until when. */
    private record Goal(double bytes, long endNanos) {}

    private volatile Goal goal = new Goal(0, 0);
    private volatile long sentBytes;
    private volatile long sentNanos;
    /** What waited when the entry was about to be answered. */
    private volatile long othersBytes = UNANSWERED;

    /** An entry of so many bytes goes on its way. */
    void left(long bytes, long nowNanos) {
        sentBytes = bytes;
        sentNanos = nowNanos;
        othersBytes = UNANSWERED;
    }

    /** The clients whose writes are in the entry are about to be answered, and so many bytes wait, all of others. */
    void answering(long waitingBytes) {
        othersBytes = waitingBytes;
    }

    /** The entry is done, and so many bytes wait. */
    void done(long waitingBytes, long nowNanos) {
        long patience = Math.min(WAIT_NANOS_MAX, TIMES * (nowNanos - sentNanos));
        long others = othersBytes;
        goal = new Goal(goal(others == UNANSWERED ? waitingBytes : others), nowNanos + patience);
    }

    private double goal(long waitingBytes) {
        return SHARE * (sentBytes + waitingBytes);
    }

    /** How long the next entry waits for more, in ns, when so many bytes wait already and none is on its way; 0 not at all. */
    long waitNanos(long waitingBytes, long nowNanos) {
        Goal current = goal;
        return waitingBytes >= current.bytes() ? 0 : Math.max(0, current.endNanos() - nowNanos);
    }

    /** Whether what waits while an entry is on its way will leave as soon as that one is done. */
    boolean isEnough(long waitingBytes) {
        return waitingBytes >= goal(waitingBytes);
    }
}
