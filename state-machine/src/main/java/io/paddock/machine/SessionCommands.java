package io.paddock.machine;

import io.paddock.command.Command;
import io.paddock.command.Request;
import io.paddock.outcome.ErrorCode;
import io.paddock.session.Owner;
import io.paddock.session.Session;
import io.paddock.session.SessionTable;
import io.paddock.tree.ZnodeOwner;
import java.security.MessageDigest;

/** The commands on sessions, and whether a request's session lets it through. Owned by the apply thread. */
final class SessionCommands {

    private final Overlay overlay;
    private final SessionOverlay sessions;
    private final NodeCommands nodes;

    SessionCommands(Overlay overlay, SessionOverlay sessions, NodeCommands nodes) {
        this.overlay = overlay;
        this.sessions = sessions;
        this.nodes = nodes;
    }

    /** Whether a session that {@code owner} speaks for exists; the server itself, session 0, always passes. */
    ErrorCode check(long sessionId, Owner owner) {
        return sessionId == 0 ? ErrorCode.OK : checkExisting(sessionId, owner);
    }

    private ErrorCode checkExisting(long sessionId, Owner owner) {
        Session session = sessions.find(sessionId);
        if (!session.exists()) {
            return ErrorCode.SESSION_EXPIRED;
        }
        Owner actual = session.owner();
        return actual.connection() == owner.connection() && actual.server() == owner.server()
                ? ErrorCode.OK
                : ErrorCode.SESSION_MOVED;
    }

    /** Makes a session, unless its id is taken or is none that a session may have: then the server's numbering is broken. */
    ErrorCode create(Transaction tx, Request request, Command.CreateSession command) {
        long id = request.sessionId();
        if (ZnodeOwner.kindOf(id) != ZnodeOwner.Kind.EPHEMERAL
                || sessions.find(id).exists()) {
            return ErrorCode.SYSTEM_ERROR;
        }
        set(tx, new Session(id, command.password(), command.timeoutMs(), request.owner()));
        return ErrorCode.OK;
    }

    ErrorCode attach(Transaction tx, Request request, Command.AttachSession command) {
        Session session = sessions.find(request.sessionId());
        if (!session.exists()
                || !MessageDigest.isEqual(
                        session.password().array(), command.password().array())) {
            return ErrorCode.SESSION_EXPIRED;
        }
        set(tx, new Session(session.id(), session.password(), command.timeoutMs(), request.owner()));
        return ErrorCode.OK;
    }

    private void set(Transaction tx, Session session) {
        long before = digestOf(sessions.find(session.id()));
        overlay.addToDigest(SessionTable.digestOf(session) - before);
        sessions.put(session);
        tx.sets(session);
    }

    /** Whether an expiry holds: not when the session moved to another connection since the leader last heard of it. */
    ErrorCode checkExpiry(Command.ExpireSession command) {
        return checkExisting(command.sessionId(), command.lastOwner());
    }

    /** Ends a session that exists, with all its ephemerals, in the order of their paths. */
    void end(Transaction tx, long sessionId) {
        for (String path : sessions.ephemeralPaths(sessionId)) {
            nodes.removeEphemeral(tx, path, sessionId);
        }
        overlay.addToDigest(-digestOf(sessions.find(sessionId)));
        sessions.end(sessionId);
        tx.ends(sessionId);
    }

    private static long digestOf(Session session) {
        return session.exists() ? SessionTable.digestOf(session) : 0;
    }
}
