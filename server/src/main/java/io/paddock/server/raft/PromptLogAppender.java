package io.paddock.server.raft;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.paddock.server.raft.transport.Frame;
import io.paddock.server.raft.transport.PeerLink;
import io.paddock.server.raft.transport.SocketRpc;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppenderBase;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.ratis.util.AwaitForSignal;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.Timestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the log to one follower: entries as soon as there are some, several requests on their way at once, heartbeats when there are none, and
 * the news of a commit at once.
 *
 * <p>Ratis' own appenders tell of a commit with the next entries or the next heartbeat, half an election time-out later at worst. This one sends
 * an empty request when the follower does not know the newest commit, no entries are on their way to it, it was not told already, and no entry
 * is about to come that would tell it. Only then can the request move the follower's commit: with entries on their way Ratis leaves the previous
 * entry out of it.
 *
 * <p>{@link #run} belongs to the appender's own thread; answers come in the link's.
 */
final class PromptLogAppender extends LogAppenderBase {

    private static final Logger LOG = LoggerFactory.getLogger(PromptLogAppender.class);
    private static final int IN_FLIGHT_MAX = 16;
    private static final long PAUSE_MS_MIN = 10;
    private static final long PAUSE_MS_MAX = 300;
    private static final long SNAPSHOT_PAUSE_MS = 100;
    /** How long the news of a commit waits for an entry that is to take it along. */
    private static final long HELD_MS_MAX = 3;

    private final PromptSignal signal;
    private final PeerLink link;
    private final BooleanSupplier expectsMore;
    private final AtomicLong callId = new AtomicLong();

    /** Guards the follower's next index too: it and what is in flight must agree. */
    private final Object window = new Object();

    @GuardedBy("window")
    private final Map<Long, Sent> sent = new LinkedHashMap<>();

    @GuardedBy("window")
    private int entriesSent;

    /** Whether the follower has answered since the connection was lost; before, one request has to do. */
    @GuardedBy("window")
    private boolean hasAnswered;

    @GuardedBy("window")
    private long toldCommit = -1;

    private final AtomicInteger failures = new AtomicInteger();

    /** The commit whose news is held back, and since when; of the appender's thread. */
    private long heldCommit = -1;

    private long heldSinceNanos;
    private boolean isHolding;

    /** A request in flight; {@code firstIndex} is invalid without entries. */
    private record Sent(long callId, long firstIndex, Timestamp at) {
        boolean hasEntries() {
            return firstIndex != RaftLog.INVALID_LOG_INDEX;
        }
    }

    PromptLogAppender(
            RaftServer.Division server, LeaderState state, FollowerInfo follower, BooleanSupplier expectsMore) {
        super(server, state, follower);
        this.expectsMore = expectsMore;
        this.signal = new PromptSignal(follower.getName());
        this.link = ((SocketRpc) server.getRaftServer().getServerRpc()).newLink(follower.getPeer());
    }

    @Override
    public void run() throws InterruptedException {
        try {
            while (isRunning()) {
                long waitMs = step();
                getLeaderState().checkHealth(getFollower());
                signal.await(waitMs, TimeUnit.MILLISECONDS);
            }
        } finally {
            link.close();
        }
    }

    /** Sends all there is; how long to wait for something new. */
    private long step() throws InterruptedException {
        int failed = failures.get();
        if (failed > 1) {
            // Not cut short by new entries: a follower that is down or busy with a snapshot gets no better by asking
            // more.
            TimeUnit.MILLISECONDS.sleep(Math.min(PAUSE_MS_MAX, PAUSE_MS_MIN * failed));
        }
        try {
            TermIndex available = shouldNotifyToInstallSnapshot();
            if (available != null) {
                return offerSnapshot(available);
            }
            isHolding = false;
            while (isRunning() && sendNext()) {
                resetHeartbeatTrigger();
            }
            long heartbeatMs = getHeartbeatWaitTimeMs();
            return isHolding ? Math.min(HELD_MS_MAX, heartbeatMs) : heartbeatMs;
        } catch (IOException unreachable) {
            failed("cannot be sent to", unreachable);
            return PAUSE_MS_MIN;
        }
    }

    private void failed(String what, IOException cause) {
        // The first failure and then, ever more rarely, some of those that follow.
        int count = failures.incrementAndGet();
        if (Integer.bitCount(count) == 1) {
            LOG.info("{} {}, failure {}: {}", what, getFollower().getName(), count, cause.getMessage());
        }
    }

    private boolean sendNext() throws IOException {
        AppendEntriesRequestProto request;
        Sent record;
        synchronized (window) {
            request = next();
            if (request == null) {
                return false;
            }
            int count = request.getEntriesCount();
            record = new Sent(
                    request.getServerRequest().getCallId(),
                    count == 0
                            ? RaftLog.INVALID_LOG_INDEX
                            : request.getEntries(0).getIndex(),
                    Timestamp.currentTime());
            sent.put(record.callId(), record);
            if (count > 0) {
                entriesSent++;
                getFollower().increaseNextIndex(request.getEntries(count - 1).getIndex() + 1);
            }
        }
        getFollower().updateLastRpcSendTime(!record.hasEntries());
        try {
            link.send(Frame.Kind.APPEND, request, new Reply(record));
        } catch (IOException unreachable) {
            takeBack(record);
            throw unreachable;
        }
        return true;
    }

    @GuardedBy("window")
    private AppendEntriesRequestProto next() throws RaftLogIOException {
        if (entriesSent == 0 || (hasAnswered && entriesSent < IN_FLIGHT_MAX)) {
            AppendEntriesRequestProto request = newAppendEntriesRequest(callId.getAndIncrement(), false);
            if (request != null) {
                return request;
            }
        } else if (getHeartbeatWaitTimeMs() <= 0) {
            return newAppendEntriesRequest(callId.getAndIncrement(), true);
        }
        long commit = getRaftLog().getLastCommittedIndex();
        if (entriesSent > 0 || commit <= getFollower().getCommitIndex() || commit <= toldCommit) {
            return null;
        }
        isHolding = isHeld(commit);
        if (isHolding) {
            return null;
        }
        toldCommit = commit;
        return newAppendEntriesRequest(callId.getAndIncrement(), true);
    }

    /** Whether an entry is about to come, which can take the news along: under load that is one message an entry instead of two. */
    private boolean isHeld(long commit) {
        if (!expectsMore.getAsBoolean()) {
            return false;
        }
        long now = System.nanoTime();
        if (!isHolding && heldCommit < commit) {
            heldCommit = commit;
            heldSinceNanos = now;
        }
        return now - heldSinceNanos < TimeUnit.MILLISECONDS.toNanos(HELD_MS_MAX);
    }

    /** What became of one request. */
    private final class Reply implements PeerLink.Answer {
        private final Sent request;

        Reply(Sent request) {
            this.request = request;
        }

        @Override
        public void arrived(byte[] body) {
            try {
                answered(request, AppendEntriesReplyProto.parseFrom(body));
            } catch (InvalidProtocolBufferException malformed) {
                lost(malformed);
            }
        }

        @Override
        public void lost(IOException cause) {
            if (takeBack(request)) {
                failed("no answer of", cause);
                notifyLogAppender();
            }
        }
    }

    private void answered(Sent request, AppendEntriesReplyProto reply) {
        boolean isFirst;
        synchronized (window) {
            forget(request);
            isFirst = !hasAnswered;
            hasAnswered = true;
        }
        FollowerInfo follower = getFollower();
        follower.updateLastRespondedAppendEntriesSendTime(request.at());
        follower.updateLastRpcResponseTime();
        switch (reply.getResult()) {
            case SUCCESS -> {
                failures.set(0);
                // Not through the leader's state, which wakes all appenders to tell of a commit that they told of
                // themselves; the watch requests that it keeps are not used.
                follower.updateCommitIndex(reply.getFollowerCommit());
                if (follower.updateMatchIndex(reply.getMatchIndex())) {
                    follower.updateNextIndex(reply.getMatchIndex() + 1);
                    getLeaderState().onFollowerSuccessAppendEntries(follower);
                }
            }
            case NOT_LEADER -> {
                LOG.info("{} is in term {} already", follower.getName(), reply.getTerm());
                if (onFollowerTerm(reply.getTerm())) {
                    return;
                }
            }
            case INCONSISTENCY -> disagreed(request, reply.getNextIndex());
            case UNRECOGNIZED -> failed("an unknown answer of", new IOException("result " + reply.getResultValue()));
        }
        getLeaderState().onAppendEntriesReply(this, reply);
        if (isFirst || reply.getResult() != AppendEntriesReplyProto.AppendResult.SUCCESS || hasMore()) {
            notifyLogAppender();
        }
    }

    /** Whether there is something that had to wait for an answer. What is new, and a new commit, Ratis tells the appender itself. */
    private boolean hasMore() {
        FollowerInfo follower = getFollower();
        synchronized (window) {
            return follower.getNextIndex() < getRaftLog().getNextIndex()
                    || (entriesSent == 0
                            && getRaftLog().getLastCommittedIndex() > Math.max(toldCommit, follower.getCommitIndex()));
        }
    }

    private void disagreed(Sent request, long replyNextIndex) {
        synchronized (window) {
            forgetAll();
            getFollower().setNextIndex(getNextIndexForInconsistency(request.firstIndex(), replyNextIndex));
        }
        failed("disagreement about the log with", new IOException("its next entry is " + replyNextIndex));
    }

    /** Makes a request and all those after it unsent; false if somebody did that before. */
    private boolean takeBack(Sent request) {
        synchronized (window) {
            if (!sent.containsKey(request.callId())) {
                return false;
            }
            long first = sent.values().stream()
                    .filter(Sent::hasEntries)
                    .mapToLong(Sent::firstIndex)
                    .min()
                    .orElse(Long.MAX_VALUE);
            forgetAll();
            FollowerInfo follower = getFollower();
            follower.computeNextIndex(next -> Math.max(follower.getMatchIndex() + 1, Math.min(next, first)));
            return true;
        }
    }

    @GuardedBy("window")
    private void forget(Sent request) {
        if (sent.remove(request.callId()) != null && request.hasEntries()) {
            entriesSent--;
        }
    }

    @GuardedBy("window")
    private void forgetAll() {
        sent.clear();
        entriesSent = 0;
        hasAnswered = false;
        toldCommit = -1;
    }

    /** Tells a follower that it needs a snapshot, which it fetches itself; how long to wait before it is asked again. */
    private long offerSnapshot(TermIndex available) throws IOException {
        getFollower().updateLastRpcSendTime(false);
        InstallSnapshotReplyProto reply = InstallSnapshotReplyProto.parseFrom(
                link.call(Frame.Kind.SNAPSHOT_NOTICE, newInstallSnapshotNotificationRequest(available)));
        FollowerInfo follower = getFollower();
        follower.updateLastRpcResponseTime();
        failures.set(0);
        switch (reply.getResult()) {
            case SUCCESS, SNAPSHOT_UNAVAILABLE -> follower.setAttemptedToInstallSnapshot();
            case ALREADY_INSTALLED, SNAPSHOT_INSTALLED -> installed(reply.getSnapshotIndex());
            case NOT_LEADER -> onFollowerTerm(reply.getTerm());
            case IN_PROGRESS -> LOG.debug("{} fetches a snapshot", follower.getName());
            case CONF_MISMATCH, SNAPSHOT_EXPIRED, UNRECOGNIZED ->
                LOG.error("{} answered {} to the offer of a snapshot", follower.getName(), reply.getResult());
        }
        return SNAPSHOT_PAUSE_MS;
    }

    private void installed(long index) {
        FollowerInfo follower = getFollower();
        LOG.info("{} has a snapshot of index {}", follower.getName(), index);
        follower.setSnapshotIndex(index);
        follower.setAttemptedToInstallSnapshot();
        getLeaderState().onFollowerCommitIndex(follower, index);
        synchronized (window) {
            follower.updateNextIndex(index + 1);
        }
        notifyLogAppender();
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
    public boolean hasPendingDataRequests() {
        synchronized (window) {
            return entriesSent > 0;
        }
    }

    @Override
    public long getCallId() {
        return callId.get();
    }

    @Override
    public Comparator<Long> getCallIdComparator() {
        return (left, right) -> Long.signum(left - right);
    }

    @Override
    public AwaitForSignal getEventAwaitForSignal() {
        return signal;
    }

    @Override
    public CompletableFuture<LifeCycle.State> stopAsync() {
        // Frees a thread that waits for the network to take what it sends.
        link.close();
        return super.stopAsync();
    }
}
