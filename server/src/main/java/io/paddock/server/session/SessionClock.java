package io.paddock.server.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.paddock.session.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When the leader last heard of each session, from whichever server. Guarded by itself; time is an argument, in ms of a clock that never goes
 * back.
 *
 * <p>A session that the clock knows nothing of, is as if heard from when it is first asked about: so a new leader, which starts with an empty
 * clock, gives everybody a full time-out, and so does a clock that was not asked for longer than it should have been: then this process did
 * not run, and has not heard what it would have heard.
 */
public final class SessionClock {

    private final long pauseMs;

    @GuardedBy("this")
    private final Map<Long, Long> heardMs = new HashMap<>();

    @GuardedBy("this")
    private long askedMs = Long.MIN_VALUE;

    /**
     * A clock that knows nobody.
     *
     * @param pauseMs time between two questions from which on the process must have stood still
     */
    public SessionClock(long pauseMs) {
        this.pauseMs = pauseMs;
    }

    /** Forgets all: everybody has a full time-out from the next question on. */
    public synchronized void reset() {
        heardMs.clear();
        askedMs = Long.MIN_VALUE;
    }

    /** The session's client was heard from. */
    public synchronized void heard(long sessionId, long nowMs) {
        heardMs.put(sessionId, nowMs);
    }

    /** The session is over. */
    public synchronized void forget(long sessionId) {
        heardMs.remove(sessionId);
    }

    /** How long the session's client may still be silent; its whole time-out when nothing was heard from it yet. */
    public synchronized long remainingMs(Session session, long nowMs) {
        return session.timeoutMs() - (nowMs - heardMs.getOrDefault(session.id(), nowMs));
    }

    /** Those of the sessions that were not heard from for longer than their time-out. */
    public synchronized List<Session> expired(Iterable<Session> sessions, long nowMs) {
        if (askedMs != Long.MIN_VALUE && nowMs - askedMs > pauseMs) {
            heardMs.clear();
        }
        askedMs = nowMs;
        List<Session> expired = new ArrayList<>();
        for (Session session : sessions) {
            long heard = heardMs.computeIfAbsent(session.id(), id -> nowMs);
            if (nowMs - heard > session.timeoutMs()) {
                expired.add(session);
            }
        }
        return expired;
    }
}
