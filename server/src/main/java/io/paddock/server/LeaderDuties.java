package io.paddock.server;

import io.paddock.command.Command;
import io.paddock.outcome.ErrorCode;
import io.paddock.server.config.ZnodeSettings;
import io.paddock.server.raft.RaftNode;
import io.paddock.server.request.Published;
import io.paddock.server.request.ServerRequester;
import io.paddock.server.request.WriteBatcher;
import io.paddock.session.Owner;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the leader does besides serving: removes containers and TTL znodes that nobody needs any more, and hands the leadership on before the
 * zxids of its term run out. Runs in the thread of the timer.
 */
final class LeaderDuties {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderDuties.class);
    /** From here on a new term is due: some 270 million transactions before the end. */
    private static final long COUNTER_MAX = 0xf000_0000L;

    private static final long COUNTER_MASK = 0xffff_ffffL;

    private final Published published;
    private final WriteBatcher batcher;
    private final Owner self;
    private final ZnodeSettings settings;
    private final Set<String> removing = ConcurrentHashMap.newKeySet();
    private long sweptNanos = System.nanoTime();
    /** What the last sweep had to leave is looked at sooner. */
    private boolean isMore;

    /** @param self this server, as the requester of its own writes */
    LeaderDuties(Published published, WriteBatcher batcher, Owner self, ZnodeSettings settings) {
        this.published = published;
        this.batcher = batcher;
        this.self = self;
        this.settings = settings;
    }

    /** This server has become the leader. */
    void startLeading() {
        removing.clear();
    }

    /** Does what is due. */
    void run(RaftNode raft) {
        long sinceMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sweptNanos);
        if (sinceMs >= pauseMs(settings.containerCheckIntervalMs(), isMore)) {
            sweptNanos = System.nanoTime();
            sweep(sinceMs);
        }
        if ((published.zxid() & COUNTER_MASK) > COUNTER_MAX) {
            LOG.info("zxid 0x{}: a new term begins", Long.toHexString(published.zxid()));
            raft.stepDown().whenComplete((done, failure) -> LOG.info("the new term was asked for: {}", done, failure));
        }
    }

    private void sweep(long sinceMs) {
        int limit = removalsMax(settings.containerRemovalsPerMinuteMax(), sinceMs);
        List<String> unused =
                published.machine().unused(System.currentTimeMillis(), settings.containerNeverUsedMs(), limit);
        isMore = unused.size() == limit;
        for (String path : unused) {
            if (removing.add(path)) {
                batcher.add(ServerRequester.write(self, new Command.RemoveUnused(path), outcome -> {
                    removing.remove(path);
                    if (outcome.error() != ErrorCode.OK) {
                        LOG.debug("{} was kept: {}", path, outcome.error());
                    }
                }));
            }
        }
    }

    /** How many znodes may go at once, so long after the last ones. */
    static int removalsMax(int perMinuteMax, long sinceMs) {
        long share = perMinuteMax * sinceMs / TimeUnit.MINUTES.toMillis(1);
        return (int) Math.max(1, Math.min(perMinuteMax, share));
    }

    /** How long to wait for the next look: a minute at most when there is more to remove. */
    static long pauseMs(int checkIntervalMs, boolean isMore) {
        return isMore ? Math.min(checkIntervalMs, TimeUnit.MINUTES.toMillis(1)) : checkIntervalMs;
    }
}
