package io.paddock.machine;

import io.paddock.acl.AccessCheck;
import io.paddock.acl.Acl;
import io.paddock.acl.Identity;
import io.paddock.outcome.Change;
import io.paddock.outcome.Result;
import io.paddock.session.Session;
import java.util.ArrayList;
import java.util.List;

/** One request while it is decided: what it may use, and what it has come to so far. Owned by the apply thread, used again and again. */
final class Transaction {

    private List<Identity> identities = List.of();
    private long sessionId;
    private long zxid;
    private long timeMs;
    private boolean enforcesQuotas;

    private final List<Change> changes = new ArrayList<>();
    private Result result = Result.None.INSTANCE;
    private Session session = Session.ABSENT;
    private long endedSession;

    /** Begins an entry's batch. */
    void beginBatch(long newTimeMs, boolean newEnforcesQuotas) {
        timeMs = newTimeMs;
        enforcesQuotas = newEnforcesQuotas;
    }

    /** Begins a request. */
    void begin(long newZxid, long newSessionId, List<Identity> newIdentities) {
        zxid = newZxid;
        sessionId = newSessionId;
        identities = newIdentities;
        session = Session.ABSENT;
        endedSession = 0;
        forget();
    }

    /** Forgets what a multi that failed had come to. */
    void forget() {
        changes.clear();
        result = Result.None.INSTANCE;
    }

    long zxid() {
        return zxid;
    }

    long timeMs() {
        return timeMs;
    }

    long sessionId() {
        return sessionId;
    }

    boolean enforcesQuotas() {
        return enforcesQuotas;
    }

    List<Identity> identities() {
        return identities;
    }

    boolean may(int needed, Acl acl) {
        return AccessCheck.allows(acl, needed, identities);
    }

    void changed(Change.Kind kind, String path, Acl readers) {
        changes.add(new Change(kind, path, zxid, readers));
    }

    void answer(Result newResult) {
        result = newResult;
    }

    /** The answer so far, which is taken away: the next part of a multi begins with none. */
    Result takeResult() {
        Result taken = result;
        result = Result.None.INSTANCE;
        return taken;
    }

    void sets(Session newSession) {
        session = newSession;
        result = new Result.Attached(newSession);
    }

    void ends(long endedSessionId) {
        endedSession = endedSessionId;
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }

    Session session() {
        return session;
    }

    long endedSession() {
        return endedSession;
    }
}
