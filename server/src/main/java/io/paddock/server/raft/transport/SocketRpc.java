package io.paddock.server.raft.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpc;

/**
 * Ratis' way to the other servers and theirs to it, over sockets. Votes and the like go over one link a peer, entries over a link of each
 * appender's own, so that neither waits for the other.
 */
public final class SocketRpc implements RaftServerRpc {

    /** A host that lives refuses at once; one that is silent has said nothing. */
    private static final int REFUSAL_MS = 200;

    private final RpcType type;
    private final RaftServer server;
    private final PeerSockets sockets;
    private final int port;
    private final int answerMs;
    private final int bodyBytesMax;
    private final BooleanSupplier hasAudience;
    private final Map<RaftPeerId, String> given;
    private final Map<RaftPeerId, String> addresses = new ConcurrentHashMap<>();
    private final Map<RaftPeerId, PeerLink> links = new ConcurrentHashMap<>();
    private volatile LeaderWatch watch = LeaderWatch.NONE;
    private volatile PeerListener listener;

    /**
     * Not started yet.
     *
     * @param given addresses that the operator gave, which win over those that Ratis remembers
     * @param port where to listen, 0 for nowhere: there is nobody else
     * @param answerMs how long an answer may take
     * @param bodyBytesMax the longest message
     * @param hasAudience whether news of commits must come here at once; asked with each answer
     */
    public SocketRpc(
            RpcType type,
            RaftServer server,
            PeerSockets sockets,
            Map<RaftPeerId, String> given,
            int port,
            int answerMs,
            int bodyBytesMax,
            BooleanSupplier hasAudience) {
        this.given = Map.copyOf(given);
        this.type = type;
        this.server = server;
        this.sockets = sockets;
        this.port = port;
        this.answerMs = answerMs;
        this.bodyBytesMax = bodyBytesMax;
        this.hasAudience = hasAudience;
    }

    /** Who hears of connections that end. Before the start. */
    public void watchWith(LeaderWatch leaderWatch) {
        watch = leaderWatch;
    }

    @Override
    public void start() throws IOException {
        if (port == 0) {
            return;
        }
        try {
            listener = new PeerListener(server, watch, sockets.listen(port), bodyBytesMax, hasAudience);
        } catch (IOException taken) {
            throw new IOException("cannot listen for peers on port " + port + ": " + taken.getMessage(), taken);
        }
        listener.start();
    }

    @Override
    public InetSocketAddress getInetSocketAddress() {
        PeerListener started = listener;
        return started == null ? new InetSocketAddress(port) : started.address();
    }

    @Override
    public RpcType getRpcType() {
        return type;
    }

    /** A link of the caller's own, which it closes. */
    public PeerLink newLink(RaftPeer peer) {
        return link(peer.getId(), given.getOrDefault(peer.getId(), peer.getAddress()));
    }

    private PeerLink link(RaftPeerId peer, String address) {
        return new PeerLink(peer.toString(), address, sockets, answerMs, bodyBytesMax);
    }

    @Override
    public void addRaftPeers(Collection<RaftPeer> peers) {
        for (RaftPeer peer : peers) {
            String before = addresses.put(peer.getId(), peer.getAddress());
            if (before != null && !before.equals(peer.getAddress())) {
                close(links.remove(peer.getId()));
            }
        }
    }

    @Override
    public RequestVoteReplyProto requestVote(RequestVoteRequestProto request) throws IOException {
        return RequestVoteReplyProto.parseFrom(
                linkOf(request.getServerRequest()).call(Frame.Kind.VOTE, request));
    }

    @Override
    public StartLeaderElectionReplyProto startLeaderElection(StartLeaderElectionRequestProto request)
            throws IOException {
        return StartLeaderElectionReplyProto.parseFrom(
                linkOf(request.getServerRequest()).call(Frame.Kind.START_ELECTION, request));
    }

    @Override
    public AppendEntriesReplyProto appendEntries(AppendEntriesRequestProto request) throws IOException {
        return AppendEntriesReplyProto.parseFrom(
                linkOf(request.getServerRequest()).call(Frame.Kind.APPEND, request));
    }

    @Override
    public InstallSnapshotReplyProto installSnapshot(InstallSnapshotRequestProto request) throws IOException {
        return InstallSnapshotReplyProto.parseFrom(
                linkOf(request.getServerRequest()).call(Frame.Kind.SNAPSHOT_NOTICE, request));
    }

    /** Asks another voter whether it has lost the leader too, see {@link LeaderWatch#asked}. */
    public RequestVoteReplyProto askWhetherLost(RequestVoteRequestProto question) throws IOException {
        return RequestVoteReplyProto.parseFrom(
                linkOf(question.getServerRequest()).call(Frame.Kind.LEADER_LOST, question));
    }

    /** Whether {@code peer} has a connection to this server over which it sent its log. */
    public boolean isConnected(RaftPeerId peer) {
        PeerListener started = listener;
        return started != null && started.isConnected(peer);
    }

    /** Whether the host of {@code peer} says that nobody listens at its port. */
    public boolean isRefusedBy(RaftPeerId peer) throws IOException {
        return PeerSockets.isRefused(PeerLink.resolved(addressOf(peer)), REFUSAL_MS);
    }

    private PeerLink linkOf(RaftRpcRequestProto request) throws IOException {
        RaftPeerId peer = RaftPeerId.valueOf(request.getReplyId());
        String address = addressOf(peer);
        return links.computeIfAbsent(peer, id -> link(id, address));
    }

    private String addressOf(RaftPeerId peer) throws IOException {
        String address = given.getOrDefault(peer, addresses.get(peer));
        if (address == null) {
            throw new IOException("no address is known of server " + peer);
        }
        return address;
    }

    @Override
    public void handleException(RaftPeerId serverId, Exception e, boolean reconnect) {
        if (reconnect) {
            close(links.remove(serverId));
        }
    }

    private static void close(PeerLink link) {
        if (link != null) {
            link.close();
        }
    }

    @Override
    public void close() throws IOException {
        links.values().forEach(PeerLink::close);
        PeerListener started = listener;
        if (started != null) {
            started.close();
        }
    }
}
