package io.paddock.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.paddock.server.admin.Counter;
import io.paddock.server.admin.ServerStatistics;
import io.paddock.server.admin.Timing;
import io.paddock.server.request.WriteBatcher;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where this server stands: LEADING, FOLLOWING a leader that it can reach, or ALONE. Tells the batcher where writes go.
 *
 * <p>Guarded by itself; {@link #standing} may be asked by any thread at any time.
 */
final class Leadership {

    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    /** How it stands. */
    enum Standing {
        /** There is no leader, or no way to it. */
        ALONE,
        /** Another server leads, and can be reached. */
        FOLLOWING,
        /** This server leads, and has applied all of earlier terms. */
        LEADING
    }

    private final int self;
    private final WriteBatcher batcher;
    private final ServerStatistics statistics;
    private final Runnable onChange;

    @GuardedBy("this")
    private OptionalInt leader = OptionalInt.empty();

    @GuardedBy("this")
    private OptionalInt reached = OptionalInt.empty();

    @GuardedBy("this")
    private boolean isReady;

    private volatile Standing standing = Standing.ALONE;
    private volatile long sinceNanos = System.nanoTime();

    /**
     * @param self this server's id
     * @param statistics counts how often and how long it looks for a leader
     * @param onChange runs after each change, and must be quick
     */
    Leadership(int self, WriteBatcher batcher, ServerStatistics statistics, Runnable onChange) {
        this.self = self;
        this.batcher = batcher;
        this.statistics = statistics;
        this.onChange = onChange;
        statistics.count(Counter.LOOKING_COUNT);
    }

    /** How it stands now. */
    Standing standing() {
        return standing;
    }

    /** Since when, in {@link System#nanoTime}. */
    long sinceNanos() {
        return sinceNanos;
    }

    /** The leader, as far as known. */
    synchronized OptionalInt leader() {
        return leader;
    }

    synchronized void leaderChanged(OptionalInt newLeader) {
        if (standing == Standing.ALONE && leader.isEmpty() && newLeader.isPresent()) {
            statistics.measured(Timing.ELECTION_TIME, sinceMs());
        }
        leader = newLeader;
        update();
    }

    synchronized void ready() {
        isReady = true;
        update();
    }

    synchronized void lost() {
        isReady = false;
        update();
    }

    synchronized void channelUp(int server) {
        reached = OptionalInt.of(server);
        update();
    }

    synchronized void channelDown(int server) {
        if (reached.equals(OptionalInt.of(server))) {
            reached = OptionalInt.empty();
            update();
        }
    }

    @GuardedBy("this")
    private void update() {
        Standing now = now();
        if (now != standing) {
            LOG.info(
                    "this server, {}, is {} now, leader {}",
                    self,
                    now,
                    leader.isPresent() ? leader.getAsInt() : "none");
            measure(now);
            sinceNanos = System.nanoTime();
            standing = now;
        }
        switch (now) {
            case LEADING -> batcher.lead();
            case FOLLOWING -> batcher.follow();
            case ALONE -> batcher.waitForLeader();
        }
        onChange.run();
    }

    private void measure(Standing next) {
        if (next == Standing.ALONE) {
            statistics.count(Counter.LOOKING_COUNT);
        } else if (standing == Standing.ALONE) {
            statistics.measured(Timing.UNAVAILABLE_TIME, sinceMs());
            if (next == Standing.LEADING) {
                statistics.measured(Timing.LEADER_UNAVAILABLE_TIME, sinceMs());
            }
        }
    }

    private long sinceMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos);
    }

    @GuardedBy("this")
    private Standing now() {
        if (leader.isEmpty()) {
            return Standing.ALONE;
        }
        if (leader.getAsInt() == self) {
            return isReady ? Standing.LEADING : Standing.ALONE;
        }
        return leader.equals(reached) ? Standing.FOLLOWING : Standing.ALONE;
    }
}
