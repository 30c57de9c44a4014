package io.paddock.server.raft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is replicated. {@link RaftNode} calls it from three threads:
 *
 * <ul>
 *   <li>the apply thread: {@link #apply}, {@link #membersChanged}, {@link #install}, in the order of the log. A throwable stops the process;
 *   <li>the role thread: {@link #leaderChanged}, {@link #leaderReady}, {@link #leadershipLost}, in order, each only when something changed. It may block a little;
 *   <li>the snapshot thread: {@link #checkpoint}, never while {@link #install} runs.
 * </ul>
 */
public interface ReplicatedState {

    /** The last entry applied. An entry at or below it is not given again after a restart. */
    LogPosition applied();

    /** Applies an entry. The array belongs to the log and is only read. */
    void apply(byte[] entry, long term, long index);

    /**
     * The members are now these. Comes in the order of the log, also for each new leader with nothing changed, and again after a restart
     * when no later entry was applied: it must be idempotent.
     */
    void membersChanged(List<RaftMember> members, long term, long index);

    /**
     * Leaves a whole copy of the state in {@code target}, which must not exist, while {@link #apply} goes on. What it holds stands on disk as a restart
     * of this state would find it, so {@link #applied} after a restart is never before a checkpoint.
     *
     * @return the last entry in the copy
     */
    LogPosition checkpoint(Path target) throws IOException;

    /**
     * Replaces the state by a copy of {@code checkpoint}, which stays as it is. Nothing else is called meanwhile. If the process dies in it, the
     * state is before {@code checkpoint} or at it, and this is called again at the next start.
     */
    void install(Checkpoint checkpoint) throws IOException;

    /** The leader, as far as this server knows, in its term. Empty while there is none. */
    void leaderChanged(OptionalInt leader, long term);

    /** Whether this server, if it leads, is about to submit another entry, with which the news of a commit can go. Any thread, often. */
    default boolean expectsToSubmit() {
        return false;
    }

    /** Whether somebody is here who would notice a commit that came a little later: a client, that is. Any thread, often. */
    default boolean hasAudience() {
        return true;
    }

    /** This server leads and has applied all entries of earlier terms. */
    void leaderReady(long term);

    /** This server, which was ready, leads no more or has a new term. */
    void leadershipLost();
}
