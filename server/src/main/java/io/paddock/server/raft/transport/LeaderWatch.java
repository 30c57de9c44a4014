package io.paddock.server.raft.transport;

import java.io.IOException;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.protocol.RaftPeerId;

/** What a server makes of connections that end, its own and those that others tell of. Called by the threads that read connections. */
public interface LeaderWatch {

    /** Watches nothing, and agrees to nothing. */
    LeaderWatch NONE = new LeaderWatch() {
        @Override
        public void disconnected(RaftPeerId sender) {}

        @Override
        public RequestVoteReplyProto asked(RequestVoteRequestProto question) throws IOException {
            throw new IOException("this server does not watch its leader");
        }
    };

    /** The connection over which {@code sender} sent its log here has ended, and it has no other one. Must be quick. */
    void disconnected(RaftPeerId sender);

    /**
     * Another voter asks whether this one has lost the leader of the question's term too, and would have it follow. May take as long as a connection
     * takes to be refused.
     */
    RequestVoteReplyProto asked(RequestVoteRequestProto question) throws IOException;
}
