package io.paddock.server;

import io.paddock.command.Command;
import io.paddock.outcome.ErrorCode;
import io.paddock.server.admin.Counter;
import io.paddock.server.admin.ServerStatistics;
import io.paddock.server.peer.SessionReport.Heard;
import io.paddock.server.request.Published;
import io.paddock.server.request.ServerRequester;
import io.paddock.server.request.WriteBatcher;
import io.paddock.server.session.SessionClock;
import io.paddock.session.Owner;
import io.paddock.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps sessions alive, or ends them: reports to the leader whom this server's clients are, and on the leader proposes the end of those that
 * nobody heard from. Runs a few times a tick in the thread of the timer; what it is told comes from other threads.
 */
final class SessionDuties {

    private static final Logger LOG = LoggerFactory.getLogger(SessionDuties.class);

    private final Published published;
    private final WriteBatcher batcher;
    private final SessionClock clock;
    private final ServerStatistics statistics;
    private final Owner self;
    private final Set<Long> expiring = ConcurrentHashMap.newKeySet();
    private long reportedNanos = System.nanoTime();

    /**
     * @param self this server, as the requester of its own writes
     * @param statistics counts the sessions that end
     * @param tickMs {@code tickTime}; a clock not asked for longer stood still
     */
    SessionDuties(Published published, WriteBatcher batcher, Owner self, ServerStatistics statistics, int tickMs) {
        this.statistics = statistics;
        this.published = published;
        this.batcher = batcher;
        this.self = self;
        this.clock = new SessionClock(tickMs);
    }

    /** This server has become the leader. */
    void startLeading() {
        clock.reset();
        expiring.clear();
    }

    /** Sessions were heard from, here or at another server. Any thread. */
    void heard(List<Heard> sessions) {
        long now = nowMs();
        for (Heard session : sessions) {
            clock.heard(session.sessionId(), now);
        }
    }

    /** A session is made, or has a new connection. */
    void attached(long sessionId) {
        clock.heard(sessionId, nowMs());
    }

    /** A session is over. */
    void ended(long sessionId) {
        clock.forget(sessionId);
        expiring.remove(sessionId);
    }

    /** The sessions that this server heard from since it was last asked. */
    List<Heard> heardHere() {
        long since = reportedNanos;
        reportedNanos = System.nanoTime();
        return published.attached().values().stream()
                .filter(pipeline -> pipeline.lastHeardNanos() - since >= 0)
                .map(pipeline ->
                        new Heard(pipeline.sessionId(), pipeline.owner().connection()))
                .toList();
    }

    /** How long the leader waits yet until it proposes the end of the session. */
    long remainingMs(Session session) {
        return clock.remainingMs(session, nowMs());
    }

    /** Proposes the end of every session that nobody has heard from. */
    void expire() {
        List<Session> all = new ArrayList<>();
        published.lock().lockShared();
        try {
            published.machine().sessions().forEach(all::add);
        } finally {
            published.lock().unlockShared();
        }
        for (Session session : clock.expired(all, nowMs())) {
            if (expiring.add(session.id())) {
                LOG.info("expiring {}", session);
                batcher.add(ServerRequester.write(
                        self,
                        new Command.ExpireSession(session.id(), session.owner()),
                        outcome -> ended(session, outcome.error())));
            }
        }
    }

    private void ended(Session session, ErrorCode outcome) {
        expiring.remove(session.id());
        if (outcome == ErrorCode.OK) {
            statistics.count(Counter.STALE_SESSIONS_EXPIRED);
        }
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
