package io.paddock.session;

import io.paddock.compact.TextSet;
import io.paddock.tree.StateDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The sessions as published, and the ephemerals of each.
 *
 * <p>Guarded by the publish lock: changed by the apply thread that holds it exclusively, read by others that hold it shared, and by the
 * apply thread with no lock.
 *
 * <p>Invariant: an ephemeral's session is here as long as the ephemeral exists.
 */
public final class SessionTable {

    private static final Set<String> NO_PATHS = Set.of();

    private final SessionIndex<Session> sessions = new SessionIndex<>(Session.ABSENT);
    private final SessionIndex<Set<String>> ephemerals = new SessionIndex<>(NO_PATHS);
    private int ephemeralCount;

    /** How many sessions there are. */
    public int size() {
        return sessions.size();
    }

    /** The session, or {@link Session#ABSENT}. */
    public Session find(long id) {
        return sessions.get(id);
    }

    /** The session, if it exists. */
    public Optional<Session> session(long id) {
        Session session = find(id);
        return session.exists() ? Optional.of(session) : Optional.empty();
    }

    /** Hands over every session, by ascending id. */
    public void forEach(Consumer<Session> taker) {
        for (long id : sessions.sortedIds()) {
            taker.accept(sessions.get(id));
        }
    }

    /** How many ephemerals there are. */
    public int ephemeralCount() {
        return ephemeralCount;
    }

    /** How many ephemerals a session has. */
    public int ephemeralCount(long sessionId) {
        return ephemerals.get(sessionId).size();
    }

    /** The paths of the ephemerals of a session, sorted; a copy. */
    public List<String> ephemerals(long sessionId) {
        Set<String> paths = ephemerals.get(sessionId);
        if (paths.isEmpty()) {
            return List.of();
        }
        List<String> sorted = new ArrayList<>(paths);
        Collections.sort(sorted);
        return sorted;
    }

    /** The ids of the sessions that have ephemerals, ascending. */
    public long[] ephemeralOwners() {
        return ephemerals.sortedIds();
    }

    /** Makes or replaces a session. The apply thread, with the lock held exclusively, or while the state is opened. */
    public void put(Session session) {
        sessions.put(session.id(), session);
    }

    /** Removes a session, whose ephemerals are removed already. As {@link #put}. */
    public void remove(long id) {
        sessions.remove(id);
    }

    /** Notes an ephemeral of a session. As {@link #put}. */
    public void addEphemeral(long sessionId, String path) {
        if (ephemerals.getOrPut(sessionId, TextSet::new).add(path)) {
            ephemeralCount++;
        }
    }

    /** Forgets an ephemeral of a session. As {@link #put}. */
    public void removeEphemeral(long sessionId, String path) {
        Set<String> paths = ephemerals.get(sessionId);
        if (!paths.isEmpty() && paths.remove(path)) {
            ephemeralCount--;
            if (paths.isEmpty()) {
                ephemerals.remove(sessionId);
            }
        }
    }

    /** A session's share of the state's digest. */
    public static long digestOf(Session session) {
        return StateDigest.ofSession(
                session.id(),
                session.password(),
                session.timeoutMs(),
                session.owner().server(),
                session.owner().connection());
    }
}
