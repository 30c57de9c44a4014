package io.paddock.server.raft;

/**
 * How long a server waits for the others.
 *
 * @param electionMinMs a follower that hears nothing for this long may stand for election; heartbeats come twice as often
 * @param electionMaxMs it certainly does after this; a leader that no majority answered for this long steps down
 * @param firstElectionMinMs as above, right after the start
 * @param firstElectionMaxMs as above, right after the start
 */
public record RaftTimeouts(long electionMinMs, long electionMaxMs, long firstElectionMinMs, long firstElectionMaxMs) {

    private static final long SHORTEST_MS = 300;
    private static final long LONGEST_MS = 10_000;

    public RaftTimeouts {
        if (electionMinMs < 2 || electionMaxMs <= electionMinMs) {
            throw new IllegalArgumentException(
                    "election time-out from " + electionMinMs + " to " + electionMaxMs + " ms");
        }
        if (firstElectionMinMs < 1 || firstElectionMaxMs <= firstElectionMinMs) {
            throw new IllegalArgumentException(
                    "first election time-out from " + firstElectionMinMs + " to " + firstElectionMaxMs + " ms");
        }
    }

    /**
     * From ZooKeeper's unit: half a tick, but never more than it lets a follower stay silent. With the usual 2,000 ms a leader that falls silent is
     * replaced after 1.0 to 1.6 s. One whose process ends is known to be gone before, see {@link LostLeader}.
     */
    public static RaftTimeouts ofTicks(long tickTimeMs, int syncLimitTicks) {
        long wanted = Math.min(tickTimeMs / 2, tickTimeMs * syncLimitTicks / 2);
        long min = Math.max(SHORTEST_MS, Math.min(LONGEST_MS, wanted));
        // The spread keeps two followers from standing at once; it adds a third of itself to the usual time without a
        // leader.
        long max = min + min * 6 / 10;
        // Nobody is in the way when a whole ensemble starts; a server that comes back while a leader lives is refused
        // by the pre-vote.
        return new RaftTimeouts(min, max, Math.max(1, min / 4), min);
    }

    /** For an ensemble of one, which waits for nobody. */
    public RaftTimeouts alone() {
        return new RaftTimeouts(electionMinMs, electionMaxMs, 5, 10);
    }
}
