package io.paddock.server.raft;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;

/** Reads what Ratis tells of itself. */
final class RatisStatus {

    private RatisStatus() {}

    static List<RaftMember> members(RaftConfiguration configuration) {
        List<RaftMember> members = new ArrayList<>();
        configuration
                .getCurrentPeers(RaftPeerRole.FOLLOWER)
                .forEach(p -> members.add(RatisTypes.member(p, RaftPeerRole.FOLLOWER)));
        configuration
                .getCurrentPeers(RaftPeerRole.LISTENER)
                .forEach(p -> members.add(RatisTypes.member(p, RaftPeerRole.LISTENER)));
        return RatisTypes.sorted(members);
    }

    static RaftStatus of(RaftServer.Division division, long snapshotIndex, long bytesSinceSnapshot) {
        DivisionInfo info = division.getInfo();
        RaftLog log = division.getRaftLog();
        TermIndex last = log.getLastEntryTermIndex();
        RaftPeerId leader = info.getLeaderId();
        return new RaftStatus(
                role(info.getCurrentRole()),
                leader == null ? OptionalInt.empty() : OptionalInt.of(RatisTypes.serverId(leader)),
                info.getCurrentTerm(),
                last == null ? snapshotIndex : last.getIndex(),
                log.getLastCommittedIndex(),
                info.getLastAppliedIndex(),
                log.getStartIndex(),
                snapshotIndex,
                bytesSinceSnapshot,
                peers(division));
    }

    private static RaftRole role(RaftPeerRole role) {
        return switch (role) {
            case LEADER -> RaftRole.LEADER;
            case CANDIDATE -> RaftRole.CANDIDATE;
            case FOLLOWER -> RaftRole.FOLLOWER;
            case LISTENER -> RaftRole.OBSERVER;
            case UNRECOGNIZED -> throw new IllegalStateException("a role that Ratis does not know");
        };
    }

    private static List<PeerState> peers(RaftServer.Division division) {
        DivisionInfo info = division.getInfo();
        long[] matches = info.getFollowerMatchIndices();
        List<ServerRpcProto> followers = info.getRoleInfoProto().getLeaderInfo().getFollowerInfoList();
        // Both list the same followers in the same order, unless one was added or removed in between.
        if (matches == null || matches.length != followers.size()) {
            return List.of();
        }
        List<PeerState> peers = new ArrayList<>();
        for (int i = 0; i < matches.length; i++) {
            int id = RatisTypes.serverId(followers.get(i).getId().getId());
            boolean isObserver = division.getRaftConf().getPeer(RatisTypes.peerId(id), RaftPeerRole.LISTENER) != null;
            peers.add(new PeerState(id, isObserver, matches[i], followers.get(i).getLastRpcElapsedTimeMs()));
        }
        return peers;
    }
}
