package io.paddock.server.raft;

import io.paddock.server.raft.transport.PeerSockets;
import io.paddock.server.raft.transport.SocketRpc;
import java.util.Map;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.server.ServerFactory;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;

/** Puts {@link SocketRpc} and {@link PromptLogAppender} in. */
final class PromptRpcFactory implements ServerFactory {

    private static final String KEY = "paddock.raft.transport";
    private static final String STATE = "paddock.raft.state";

    private final RpcType type;
    private final Parameters parameters;

    /**
     * How to reach others.
     *
     * @param given the addresses of peers that count whatever Ratis remembers
     * @param port where to listen, 0 for nowhere
     * @param answerMs how long an answer may take
     * @param messageBytesMax the longest message
     */
    record Transport(PeerSockets sockets, Map<RaftPeerId, String> given, int port, int answerMs, int messageBytesMax) {

        /** For Ratis; {@code state} tells whether an entry is about to come, and whether anybody listens. */
        Parameters asParameters(ReplicatedState state) {
            Parameters parameters = new Parameters();
            parameters.put(KEY, this, Transport.class);
            parameters.put(STATE, state, ReplicatedState.class);
            return parameters;
        }
    }

    PromptRpcFactory(RpcType type, Parameters parameters) {
        this.type = type;
        this.parameters = parameters;
    }

    @Override
    public RpcType getRpcType() {
        return type;
    }

    @Override
    public RaftServerRpc newRaftServerRpc(RaftServer server) {
        Transport transport = parameters.getNonNull(KEY, Transport.class);
        return new SocketRpc(
                type,
                server,
                transport.sockets(),
                transport.given(),
                transport.port(),
                transport.answerMs(),
                transport.messageBytesMax(),
                state()::hasAudience);
    }

    private ReplicatedState state() {
        return parameters.getNonNull(STATE, ReplicatedState.class);
    }

    @Override
    public LogAppender newLogAppender(RaftServer.Division server, LeaderState state, FollowerInfo follower) {
        return new PromptLogAppender(server, state, follower, state()::expectsToSubmit);
    }
}
