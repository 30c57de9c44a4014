package io.paddock.server.raft;

import java.util.List;
import java.util.OptionalInt;

/**
 * How replication stands, for operators. The fields are read one after the other and may be of slightly different moments.
 *
 * @param role of this server
 * @param leader as far as known
 * @param term the newest term seen
 * @param lastIndex the last entry in this server's log
 * @param committedIndex the last entry known as committed
 * @param appliedIndex the last entry applied
 * @param firstIndex the first entry still in the log, -1 when there is none
 * @param snapshotIndex the last entry in the newest snapshot, -1 when there is none
 * @param bytesSinceSnapshot the size of the entries applied since then
 * @param peers the others, when this server leads
 */
public record RaftStatus(
        RaftRole role,
        OptionalInt leader,
        long term,
        long lastIndex,
        long committedIndex,
        long appliedIndex,
        long firstIndex,
        long snapshotIndex,
        long bytesSinceSnapshot,
        List<PeerState> peers) {

    /** Before anything is known. */
    static final RaftStatus NONE =
            new RaftStatus(RaftRole.FOLLOWER, OptionalInt.empty(), 0, -1, -1, -1, -1, -1, 0, List.of());

    public RaftStatus {
        peers = List.copyOf(peers);
    }
}
