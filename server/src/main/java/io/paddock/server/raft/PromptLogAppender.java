package io.paddock.server.raft;

import org.apache.ratis.grpc.server.GrpcLogAppender;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.apache.ratis.util.AwaitForSignal;

/**
 * Tells a follower of a commit at once. Owned by its own thread in Ratis.
 *
 * <p>Ratis sends the commit index with the next entries or the next heartbeat, half an election time-out later at worst. This one sends an
 * empty request when the follower does not know the newest commit, nothing else is on its way to it, and it was not told already. Only
 * then can the request move the follower's commit: with entries in flight Ratis leaves the previous entry out of it.
 */
final class PromptLogAppender extends GrpcLogAppender {

    private final PromptSignal signal;
    private long toldCommit = -1;

    PromptLogAppender(RaftServer.Division server, LeaderState state, FollowerInfo follower) {
        super(server, state, follower);
        this.signal = new PromptSignal(follower.getName());
    }

    @Override
    public AppendEntriesRequestProto newAppendEntriesRequest(long callId, boolean heartbeat) throws RaftLogIOException {
        AppendEntriesRequestProto request = super.newAppendEntriesRequest(callId, heartbeat);
        if (request != null) {
            return request;
        }
        long commit = getRaftLog().getLastCommittedIndex();
        if (hasPendingDataRequests() || commit <= getFollower().getCommitIndex() || commit <= toldCommit) {
            return null;
        }
        toldCommit = commit;
        return super.newAppendEntriesRequest(callId, true);
    }

    /**
     * A follower that says its log is empty has lost it and was allowed to go on all the same. Ratis 3.3.0 never goes back behind what a follower
     * once had, and would offer it the same entry for ever. What it once acknowledged is committed, so sending it again from the start is safe.
     */
    @Override
    protected long getNextIndexForInconsistency(long requestFirstIndex, long replyNextIndex) {
        boolean isEmpty = replyNextIndex == RaftLog.LEAST_VALID_LOG_INDEX && requestFirstIndex != replyNextIndex;
        return isEmpty ? replyNextIndex : super.getNextIndexForInconsistency(requestFirstIndex, replyNextIndex);
    }

    @Override
    public AwaitForSignal getEventAwaitForSignal() {
        return signal;
    }
}
