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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
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
 * the news of a commit at once where somebody waits for it.
 *
 * <p>Ratis' own appenders tell of a commit with the next entries or the next heartbeat, half an election time-out later at worst. This one sends
 * an empty request when the follower does not know the newest commit, no entries are on their way to it, it was not told already, and no entry
 * is about to come that would tell it. Only then can the request move the follower's commit: with entries on their way Ratis leaves the previous
 * entry out of it. A follower without clients gets it with the next entry, or a moment later if there is none. Nobody waits for an answer to it:
 * the next entry's says what the follower knows.
 *
 * <p>Who has something new for a follower that has answered all before sends it himself, if it is short ({@link #notifyLogAppender}): waking a
 * thread takes as long, and more until it runs. {@link #run}, in the appender's own thread, does the rest; answers come in the link's.
 */
final class PromptLogAppender extends LogAppenderBase {

    private static final Logger LOG = LoggerFactory.getLogger(PromptLogAppender.class);
    private static final int IN_FLIGHT_MAX = 16;
    private static final long PAUSE_MS_MIN = 10;
    private static final long PAUSE_MS_MAX = 300;
    private static final long SNAPSHOT_PAUSE_MS = 100;
    /** How long the news of a commit waits for an entry that is to take it along. */
    private static final long HELD_MS_MAX = 3;
    /** The same, at a follower without clients. */
    private static final long UNHEARD_MS_MAX = 20;
    /** The longest request that anybody sends: what has room in the buffer of a socket whose other end has read all before. */
    private static final int SHORT_BYTES = 8 * 1024;

    private final PromptSignal signal;
    private final PeerLink link;
    private final BooleanSupplier expectsMore;
    private final AtomicLong callId = new AtomicLong();

    /** Held from building a request until it is sent, so that they go out in their order. Before the window's. */
    private final ReentrantLock turn = new ReentrantLock();

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

    /** The commit whose news is held back, and until when. */
    @GuardedBy("turn")
    private long heldCommit = -1;

    @GuardedBy("turn")
    private long heldUntilNanos;

    @GuardedBy("turn")
    private boolean isHolding;

    /** When the appender's thread looks again of its own accord. */
    @GuardedBy("turn")
    private long nextLookNanos = System.nanoTime();

    /** Whether the follower said last that it has clients. */
    private volatile boolean hasAudience = true;

    /** What came of a look for something to send. */
    private enum Sending {
        /** A request was sent, and there may be more. */
        SENT,
        /** There is nothing to send. */
        NOTHING,
        /** There is something, for later or for the appender's thread. */
        LEFT
    }

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
            link.connect();
            return sendAll();
        } catch (IOException unreachable) {
            failed("cannot be sent to", unreachable);
            return PAUSE_MS_MIN;
        }
    }

    private long sendAll() throws IOException {
        turn.lock();
        try {
            isHolding = false;
            Sending last = Sending.SENT;
            while (isRunning() && last == Sending.SENT) {
                last = sendNext(Integer.MAX_VALUE);
            }
            long now = System.nanoTime();
            long waitMs = Math.min(getHeartbeatWaitTimeMs(), heldMsMax(now));
            nextLookNanos = now + TimeUnit.MILLISECONDS.toNanos(waitMs);
            return waitMs;
        } finally {
            turn.unlock();
        }
    }

    /** For how long news may be held back that is there now, or that entries on their way will bring. */
    @GuardedBy("turn")
    private long heldMsMax(long now) {
        if (isHolding) {
            return Math.max(1, TimeUnit.NANOSECONDS.toMillis(heldUntilNanos - now + 999_999));
        }
        return !hasAudience && hasPendingDataRequests() ? UNHEARD_MS_MAX : Long.MAX_VALUE;
    }

    /**
     * There may be something new, says whoever brought it. He sends it if the follower has answered all that was sent: what the network holds is
     * little then, so that nobody waits for it. Otherwise the appender's thread does.
     */
    @Override
    public void notifyLogAppender() {
        if (!isSentAtOnce()) {
            signal.signal();
        }
    }

    private boolean isSentAtOnce() {
        // Held by this thread too: a connection that breaks under a request tells of it in the same call.
        if (turn.isHeldByCurrentThread() || !turn.tryLock()) {
            return false;
        }
        try {
            return isRunning() && (isSentByAnAnswer() || (hasAnsweredAll() && sendShort()));
        } catch (IOException unreachable) {
            failed("cannot be sent to", unreachable);
            return false;
        } catch (RuntimeException fault) {
            // The appender's thread meets it again, and Ratis replaces an appender that ends.
            LOG.error("{} could not be sent to at once", getFollower().getName(), fault);
            return false;
        } finally {
            turn.unlock();
        }
    }

    /** Whether all that is new is a commit, and entries are on their way: their answer, or its loss, comes here again. */
    @GuardedBy("turn")
    private boolean isSentByAnAnswer() {
        synchronized (window) {
            return entriesSent > 0
                    && hasAnswered
                    && getFollower().getNextIndex() == getRaftLog().getNextIndex()
                    && getHeartbeatWaitTimeMs() > 0;
        }
    }

    private boolean hasAnsweredAll() {
        synchronized (window) {
            return hasAnswered && sent.isEmpty() && failures.get() == 0;
        }
    }

    /** Sends an entry, or the news of a commit, at once; false if the appender's thread has to look. */
    @GuardedBy("turn")
    private boolean sendShort() throws IOException {
        if (getHeartbeatWaitTimeMs() <= 0) {
            return false;
        }
        long next = getFollower().getNextIndex();
        long more = getRaftLog().getNextIndex() - next;
        if (more > 1 || (more == 1 && !isShort(next))) {
            return false;
        }
        isHolding = false;
        return sendNext(SHORT_BYTES) != Sending.LEFT;
    }

    /** Spares the making of a request that would be too long. */
    private boolean isShort(long index) throws RaftLogIOException {
        LogEntryProto entry = getRaftLog().get(index);
        return entry != null && entry.getSerializedSize() <= SHORT_BYTES;
    }

    private void failed(String what, IOException cause) {
        // The first failure and then, ever more rarely, some of those that follow.
        int count = failures.incrementAndGet();
        if (Integer.bitCount(count) == 1) {
            LOG.info("{} {}, failure {}: {}", what, getFollower().getName(), count, cause.getMessage());
        }
    }

    /** Sends a request of no more than {@code bytesMax} bytes. */
    @GuardedBy("turn")
    private Sending sendNext(int bytesMax) throws IOException {
        AppendEntriesRequestProto request;
        Sent record;
        synchronized (window) {
            request = next();
            if (request != null && request.getSerializedSize() > bytesMax) {
                return Sending.LEFT;
            }
            record = request == null ? null : recorded(request);
        }
        if (record == null) {
            return sendNews();
        }
        getFollower().updateLastRpcSendTime(!record.hasEntries());
        try {
            link.send(Frame.Kind.APPEND, request, new Reply(record));
        } catch (IOException unreachable) {
            takeBack(record);
            throw unreachable;
        }
        resetHeartbeatTrigger();
        return Sending.SENT;
    }

    /** Entries, or a heartbeat if it is time for one. */
    @GuardedBy("window")
    private AppendEntriesRequestProto next() throws RaftLogIOException {
        if (entriesSent == 0 || (hasAnswered && entriesSent < IN_FLIGHT_MAX)) {
            return newAppendEntriesRequest(callId.getAndIncrement(), false);
        }
        return getHeartbeatWaitTimeMs() <= 0 ? newAppendEntriesRequest(callId.getAndIncrement(), true) : null;
    }

    @GuardedBy("window")
    private Sent recorded(AppendEntriesRequestProto request) {
        int count = request.getEntriesCount();
        long first =
                count == 0 ? RaftLog.INVALID_LOG_INDEX : request.getEntries(0).getIndex();
        Sent record = new Sent(request.getServerRequest().getCallId(), first, Timestamp.currentTime());
        sent.put(record.callId(), record);
        if (count > 0) {
            entriesSent++;
            getFollower().increaseNextIndex(request.getEntries(count - 1).getIndex() + 1);
        }
        return record;
    }

    /** Tells of the newest commit if that is not known, cannot go with an entry, and would be heard. */
    @GuardedBy("turn")
    private Sending sendNews() throws IOException {
        AppendEntriesRequestProto news;
        synchronized (window) {
            long commit = getRaftLog().getLastCommittedIndex();
            if (entriesSent > 0 || commit <= getFollower().getCommitIndex() || commit <= toldCommit) {
                return Sending.NOTHING;
            }
            isHolding = isHeld(commit);
            if (isHolding) {
                return nextLookNanos - heldUntilNanos <= 0 ? Sending.NOTHING : Sending.LEFT;
            }
            toldCommit = commit;
            news = newAppendEntriesRequest(callId.getAndIncrement(), true);
        }
        getFollower().updateLastRpcSendTime(true);
        link.tell(Frame.Kind.APPEND, news);
        return Sending.SENT;
    }

    /** Whether the news can wait for an entry that takes it along: under load that is one message an entry instead of two. */
    @GuardedBy("turn")
    private boolean isHeld(long commit) {
        long mostMs = patienceMs();
        if (mostMs == 0) {
            return false;
        }
        long now = System.nanoTime();
        long mostNanos = TimeUnit.MILLISECONDS.toNanos(mostMs);
        if (heldCommit < commit) {
            heldCommit = commit;
            heldUntilNanos = now + mostNanos;
        } else {
            // Somebody may listen by now who did not when it began to wait.
            heldUntilNanos = now + Math.min(mostNanos, heldUntilNanos - now);
        }
        return heldUntilNanos - now > 0;
    }

    private long patienceMs() {
        if (!hasAudience) {
            return UNHEARD_MS_MAX;
        }
        return expectsMore.getAsBoolean() ? HELD_MS_MAX : 0;
    }

    /** What became of one request. */
    private final class Reply implements PeerLink.Answer {
        private final Sent request;

        Reply(Sent request) {
            this.request = request;
        }

        @Override
        public void arrived(Frame.Kind kind, byte[] body) {
            hasAudience = kind != Frame.Kind.APPENDED_UNHEARD;
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
        hasAudience = true;
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
