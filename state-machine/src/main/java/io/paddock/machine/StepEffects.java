package io.paddock.machine;

import io.paddock.session.Session;
import java.util.List;

/**
 * What a step changes.
 *
 * @param writes in the order in which they are to be made
 * @param session a session made or changed, or {@link Session#ABSENT}
 * @param endedSession the session that ends, or 0
 */
record StepEffects(List<Write> writes, Session session, long endedSession) implements Decision.Effects {

    /** Nothing changes. */
    static final StepEffects NONE = new StepEffects(List.of(), Session.ABSENT, 0);

    /** Whether nothing changes. */
    boolean isNone() {
        return writes.isEmpty() && !session.exists() && endedSession == 0;
    }
}
