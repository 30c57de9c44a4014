package io.paddock.cluster.time;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A point in time up to which a caller is willing to wait. Immutable; several waits may share one deadline, so that a
 * sequence of steps has one bound.
 */
public final class Deadline {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Duration span;
    private final long endNanos;

    private Deadline(Duration span, long endNanos) {
        this.span = span;
        this.endNanos = endNanos;
    }

    /** A deadline that passes {@code span} from now. */
    public static Deadline in(Duration span) {
        return new Deadline(span, System.nanoTime() + span.toNanos());
    }

    /** Whether the time is over. */
    public boolean hasPassed() {
        return System.nanoTime() - endNanos >= 0;
    }

    /** What is left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    /**
     * Waits until the condition holds, asking it every few milliseconds in the caller's thread.
     *
     * @param what the condition as a claim, for the message of the failure
     * @throws DeadlinePassedException when the deadline passes first
     */
    public void await(String what, Condition condition) throws InterruptedException {
        while (!condition.holds()) {
            if (hasPassed()) {
                throw new DeadlinePassedException("expected within " + span.toMillis() + " ms: " + what);
            }
            pause();
        }
    }

    private static void pause() throws InterruptedException {
        LockSupport.parkNanos(POLL_NANOS);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Something that becomes true in time. */
    @FunctionalInterface
    public interface Condition {
        /** Whether it is true now. */
        boolean holds() throws InterruptedException;
    }
}
