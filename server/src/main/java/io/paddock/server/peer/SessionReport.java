package io.paddock.server.peer;

import java.util.List;

/**
 * The sessions that a server has heard from since its last report.
 *
 * @param term the term of the leader it is for
 * @param sessions which
 */
public record SessionReport(long term, List<Heard> sessions) {

    public SessionReport {
        sessions = List.copyOf(sessions);
    }

    /**
     * A session that was heard from.
     *
     * @param sessionId which
     * @param owner the number of its connection
     */
    public record Heard(long sessionId, long owner) {}
}
