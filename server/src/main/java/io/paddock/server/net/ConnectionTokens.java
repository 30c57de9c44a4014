package io.paddock.server.net;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.paddock.server.config.ConnectionThrottle;
import java.util.function.DoubleSupplier;

/**
 * How fast clients may come: a bucket of tokens in front of the handshakes, and a chance to be turned away that grows while the bucket is
 * empty and shrinks while it is full (ZooKeeper 3.9.5's {@code connection_throttle_*}).
 *
 * <p>Guarded by its own lock. Time is an argument.
 */
public final class ConnectionTokens {

    private static final int ONE = 1;

    private final ConnectionThrottle settings;
    private final DoubleSupplier random;

    @GuardedBy("this")
    private long tokens;

    @GuardedBy("this")
    private long filledMs;

    @GuardedBy("this")
    private long adjustedMs;

    @GuardedBy("this")
    private double dropChance;

    /**
     * A full bucket.
     *
     * @param nowMs of a clock that never goes back
     * @param random numbers from 0 to 1
     */
    public ConnectionTokens(ConnectionThrottle settings, long nowMs, DoubleSupplier random) {
        this.settings = settings;
        this.random = random;
        this.tokens = settings.tokens();
        this.filledMs = nowMs;
        this.adjustedMs = nowMs;
    }

    /** Whether a client that wants a new session, or its old one, is let in now; then its tokens are taken. */
    public boolean take(boolean isNewSession, long nowMs) {
        return !settings.isEnabled() || take(cost(isNewSession), nowMs);
    }

    /** Every session here is one of the whole ensemble, so the price of a local one is never asked. */
    private int cost(boolean isNewSession) {
        if (!settings.isWeighted()) {
            return ONE;
        }
        return isNewSession ? settings.newSessionWeight() : settings.renewedSessionWeight();
    }

    private synchronized boolean take(int cost, long nowMs) {
        fill(nowMs);
        if (settings.freezeTimeMs() >= 0) {
            adjust(nowMs);
            if (random.getAsDouble() < dropChance) {
                return false;
            }
        }
        if (tokens < cost) {
            return false;
        }
        tokens -= cost;
        return true;
    }

    @GuardedBy("this")
    private void fill(long nowMs) {
        long passedMs = nowMs - filledMs;
        if (passedMs > settings.fillTimeMs()) {
            long more = (long) ((double) passedMs * settings.fillCount() / settings.fillTimeMs());
            tokens = Math.min(settings.tokens(), tokens + more);
            filledMs = nowMs;
        }
    }

    @GuardedBy("this")
    private void adjust(long nowMs) {
        if (nowMs - adjustedMs <= settings.freezeTimeMs()) {
            return;
        }
        long missing = settings.tokens() - tokens;
        if (tokens == 0) {
            dropChance = Math.min(1, dropChance + settings.dropIncrease());
        } else if (missing <= Math.round(settings.tokens() * settings.decreaseRatio())) {
            dropChance = Math.max(0, dropChance - settings.dropDecrease());
        }
        adjustedMs = nowMs;
    }

    /** The chance of a client to be turned away although there are tokens, from 0 to 1. */
    public synchronized double dropChance() {
        return dropChance;
    }
}
