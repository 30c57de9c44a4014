package io.paddock.server.raft;

import java.util.ArrayList;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/**
 * Between our values and those of Ratis. A peer of Ratis has room for three addresses; those for clients and administrators are used by Ratis' own
 * clients only, of which there are none, so they carry ours, and the whole line of a server is replicated with the members.
 */
final class RatisTypes {

    private RatisTypes() {}

    static RaftPeerId peerId(int id) {
        return RaftPeerId.valueOf(String.valueOf(id));
    }

    static int serverId(RaftPeerId id) {
        return Integer.parseInt(id.toString());
    }

    static int serverId(ByteString id) {
        return Integer.parseInt(id.toStringUtf8());
    }

    static RaftPeer peer(RaftMember member) {
        return RaftPeer.newBuilder()
                .setId(peerId(member.id()))
                .setAddress(address(member.host(), member.raftPort()))
                .setAdminAddress(address(member.host(), member.peerPort()))
                .setClientAddress(member.clientAddress())
                .setStartupRole(member.observer() ? RaftPeerRole.LISTENER : RaftPeerRole.FOLLOWER)
                .build();
    }

    static List<RaftPeer> peers(List<RaftMember> members) {
        return members.stream().map(RatisTypes::peer).toList();
    }

    /** The members that the configuration leads to, by id. */
    static List<RaftMember> members(RaftConfigurationProto configuration) {
        List<RaftMember> members = new ArrayList<>();
        configuration.getPeersList().forEach(p -> members.add(member(p, RaftPeerRole.FOLLOWER)));
        configuration.getListenersList().forEach(p -> members.add(member(p, RaftPeerRole.LISTENER)));
        return sorted(members);
    }

    static List<RaftMember> sorted(List<RaftMember> members) {
        return members.stream()
                .sorted((a, b) -> Integer.compare(a.id(), b.id()))
                .toList();
    }

    private static RaftMember member(RaftPeerProto peer, RaftPeerRole role) {
        return member(serverId(peer.getId()), peer.getAddress(), peer.getAdminAddress(), peer.getClientAddress(), role);
    }

    static RaftMember member(RaftPeer peer, RaftPeerRole role) {
        String client = peer.getClientAddress() == null ? "" : peer.getClientAddress();
        return member(serverId(peer.getId()), peer.getAddress(), peer.getAdminAddress(), client, role);
    }

    private static RaftMember member(int id, String raft, String peer, String client, RaftPeerRole role) {
        int colon = raft.lastIndexOf(':');
        String host = raft.substring(0, colon);
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        return new RaftMember(id, host, port(raft), port(peer), role == RaftPeerRole.LISTENER, client);
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static String address(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    static TermIndex termIndex(LogPosition position) {
        return TermIndex.valueOf(position.term(), position.index());
    }

    static LogPosition position(TermIndex termIndex) {
        return new LogPosition(termIndex.getTerm(), termIndex.getIndex());
    }
}
