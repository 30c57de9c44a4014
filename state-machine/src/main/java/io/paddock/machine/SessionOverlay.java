package io.paddock.machine;

import io.paddock.session.Session;
import io.paddock.session.SessionIndex;
import io.paddock.session.SessionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The sessions as an entry's requests see them: what those before them decided, over what is published. Owned by the apply thread. */
final class SessionOverlay {

    private static final List<String> NO_PATHS = List.of();

    private final SessionTable published;
    private final SessionIndex<Session> changed = new SessionIndex<>(Session.ABSENT);

    /** Paths at which the entry created ephemerals, some gone again by now. */
    private final SessionIndex<List<String>> created = new SessionIndex<>(NO_PATHS);

    SessionOverlay(SessionTable published) {
        this.published = published;
    }

    /** Forgets what is published by now. */
    void clear() {
        changed.clear();
        created.clear();
    }

    /** The session, or {@link Session#ABSENT}. */
    Session find(long id) {
        return changed.size() > 0 && changed.contains(id) ? changed.get(id) : published.find(id);
    }

    void put(Session session) {
        changed.put(session.id(), session);
    }

    void end(long id) {
        changed.put(id, Session.ABSENT);
    }

    void noteEphemeral(long id, String path) {
        created.getOrPut(id, ArrayList::new).add(path);
    }

    /** Every path at which the session may have an ephemeral, in order; some may be gone. */
    Iterable<String> ephemeralPaths(long id) {
        List<String> fresh = created.get(id);
        List<String> sorted = published.ephemerals(id);
        if (fresh.isEmpty()) {
            return sorted;
        }
        TreeSet<String> all = new TreeSet<>(sorted);
        all.addAll(fresh);
        return all;
    }
}
