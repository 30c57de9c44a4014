package io.paddock.server.request;

import io.paddock.acl.AccessCheck;
import io.paddock.acl.Identity;
import io.paddock.acl.Permission;
import io.paddock.command.Command;
import io.paddock.outcome.Change;
import io.paddock.outcome.ErrorCode;
import io.paddock.outcome.Outcome;
import io.paddock.outcome.Result;
import io.paddock.server.admin.ConnectionStatistics;
import io.paddock.server.wire.Call;
import io.paddock.server.wire.OpCode;
import io.paddock.server.wire.Outbox;
import io.paddock.server.wire.ReplyWriter;
import io.paddock.session.Owner;
import io.paddock.session.Session;
import io.paddock.store.ColdKey;
import io.paddock.store.ReadView;
import io.paddock.store.StateStore;
import io.paddock.tree.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The order of one connection: its requests take effect and are answered in the order in which they came.
 *
 * <p>The queue holds the writes that are on their way through the log and the reads that must wait: behind an own write, or for the disk. A
 * read with nothing before it is answered at once. When the apply thread comes to a write of the queue, it first answers the reads before it.
 *
 * <p>Guarded by the publish lock: the connection's event loop holds it shared, the apply thread exclusively, and nobody else comes here.
 */
public final class RequestPipeline implements Requester {

    private static final Logger LOG = LoggerFactory.getLogger(RequestPipeline.class);
    private static final Bytes NO_PASSWORD = Bytes.of(new byte[16]);
    /** Every write takes along who its client is. The longest certificate's name fits. */
    private static final int IDENTITY_CHARS_MAX = 1 << 15;

    private static final int AHEAD_MAX = 32;

    private final RequestPath path;
    private final Link link;
    private final Outbox outbox;
    private final Owner owner;
    private final Deque<Pending> queue = new ArrayDeque<>();
    private final ConnectionStatistics statistics = new ConnectionStatistics();

    private volatile List<Identity> identities;
    private volatile long sessionId;
    private volatile int timeoutMs;
    private volatile long lastHeardNanos = System.nanoTime();
    private boolean connectsWithReadOnly;
    private boolean isLoading;
    private boolean isTouched;
    private volatile boolean isClosed;

    /**
     * The pipeline of a fresh connection.
     *
     * @param owner its number
     * @param identities who it is from the start: its address
     */
    public RequestPipeline(RequestPath path, Link link, Outbox outbox, Owner owner, List<Identity> identities) {
        this.path = path;
        this.link = link;
        this.outbox = outbox;
        this.owner = owner;
        this.identities = List.copyOf(identities);
    }

    @Override
    public long sessionId() {
        return sessionId;
    }

    @Override
    public Owner owner() {
        return owner;
    }

    /** The session time-out in ms, 0 before there is a session. Any thread. */
    public int timeoutMs() {
        return timeoutMs;
    }

    /** Who it has proven to be. Any thread. */
    public List<Identity> identities() {
        return identities;
    }

    /** When the client was last heard from, in {@link System#nanoTime}. Any thread. */
    public long lastHeardNanos() {
        return lastHeardNanos;
    }

    /** Whether it is over. Any thread. */
    public boolean isClosed() {
        return isClosed;
    }

    /** Requests not yet answered. Event loop, no lock held. */
    public int queued() {
        path.lock().lockShared();
        try {
            return queue.size();
        } finally {
            path.lock().unlockShared();
        }
    }

    /** The client was heard from. Event loop. */
    public void heard() {
        lastHeardNanos = System.nanoTime();
    }

    /** The client proved who it is; false when it has proven so much that this is not kept. Event loop. */
    public boolean addIdentity(Identity identity) {
        if (identities.contains(identity)) {
            return true;
        }
        int chars = identities.stream().mapToInt(RequestPipeline::chars).sum() + chars(identity);
        if (chars > IDENTITY_CHARS_MAX) {
            return false;
        }
        List<Identity> more = new ArrayList<>(identities);
        more.add(identity);
        identities = List.copyOf(more);
        return true;
    }

    private static int chars(Identity identity) {
        return identity.scheme().length() + identity.id().length();
    }

    /** Asks for a session; the answer goes out as the handshake's. Event loop. */
    public void connect(Pending handshake, long wantedSession, boolean withReadOnly) {
        connectsWithReadOnly = withReadOnly;
        sessionId = wantedSession;
        accept(List.of(handshake));
    }

    /** Opens a session of this connection alone, of which the ensemble does not know. Event loop. */
    public void openReadOnly(long session, Bytes password, int sessionTimeoutMs, boolean withReadOnly) {
        sessionId = session;
        timeoutMs = sessionTimeoutMs;
        tell(ReplyWriter.connected(sessionTimeoutMs, session, password, withReadOnly, true));
    }

    /** Refuses a session that is not there. Event loop. */
    public void refuseSession(boolean withReadOnly) {
        tell(ReplyWriter.connected(0, 0, NO_PASSWORD, withReadOnly, true));
        link.closeAfterFlush("no such session");
    }

    /**
     * Takes what came in one readiness of the connection, in order. Event loop; answers are in the outbox afterwards.
     *
     * @return how many requests wait
     */
    public int accept(List<Pending> arrived) {
        int waiting;
        path.lock().lockShared();
        try {
            for (Pending pending : arrived) {
                admit(pending);
            }
            answerReads();
            waiting = queue.size();
        } finally {
            path.lock().unlockShared();
        }
        if (waiting > 0) {
            // After the other connections that are ready now, so that all they bring goes together.
            loop().execute(path.batcher());
        }
        return waiting;
    }

    private void admit(Pending pending) {
        if (isClosed) {
            return;
        }
        queue.add(pending);
        if (pending.call().isWrite()) {
            path.batcher().add(pending);
        } else {
            pending.waitFor(path.marks().markFor(pending, this));
        }
    }

    /** Answers the reads at the head of the queue, as far as they can be. Event loop, publish lock held shared. */
    void answerReads() {
        if (isClosed || isLoading) {
            return;
        }
        StateStore store = path.published().store();
        for (Pending head = queue.peek(); isAnswerable(head); head = queue.peek()) {
            Missing missing = path.reads().answer(head, store.view(), path.published());
            if (!missing.isNothing()) {
                load(head, missing);
                return;
            }
            queue.poll();
        }
    }

    private boolean isAnswerable(Pending head) {
        return head != null && !head.call().isWrite() && path.marks().allow(head);
    }

    private void load(Pending read, Missing missing) {
        isLoading = true;
        path.loader().load(missing, ahead(), path.published(), loop(), found -> goOn(read, missing, found));
    }

    /** What the reads behind the one at the head need, so that a client that asks for much does not wait for the disk once for each. */
    private List<ColdKey> ahead() {
        return queue.stream()
                .skip(1)
                .limit(AHEAD_MAX)
                .takeWhile(next -> !next.call().isWrite())
                .flatMap(next -> ReadService.coldKey(next.call()).stream())
                .toList();
    }

    private void goOn(Pending read, Missing missing, ColdLoader.Found found) {
        path.lock().lockShared();
        try {
            isLoading = false;
            if (isClosed) {
                return;
            }
            if (queue.peek() == read) {
                Missing still = answerWith(read, missing, found);
                if (!still.isNothing()) {
                    load(read, still);
                    return;
                }
                queue.poll();
            }
            answerReads();
        } finally {
            path.lock().unlockShared();
        }
        flush();
    }

    private Missing answerWith(Pending read, Missing missing, ColdLoader.Found found) {
        Optional<ReadView> view = path.published().store().view(found.loaded());
        if (view.isEmpty()) {
            return missing;
        }
        Missing more = path.reads().answer(read, new FoundView(view.get(), found.count()), path.published());
        return more.isNothing() ? more : missing.and(more);
    }

    @Override
    public Missing answerReadsBefore(Pending write, Published published) {
        if (isClosed) {
            return Missing.NOTHING;
        }
        return answerUntil(write, published.store().view(), published);
    }

    private Missing answerUntil(Pending write, ReadView view, Published published) {
        for (Pending head = queue.peek(); head != write; head = queue.peek()) {
            if (head == null || head.call().isWrite()) {
                throw new IllegalStateException("expected " + write + " next on " + owner + " but found " + head);
            }
            Missing missing = answerInApply(head, view, published);
            if (!missing.isNothing()) {
                return missing;
            }
            queue.poll();
        }
        return Missing.NOTHING;
    }

    /** A read changes nothing that is replicated: a fault in answering it ends its connection, and not the server that applies. */
    private Missing answerInApply(Pending read, ReadView view, Published published) {
        try {
            return path.reads().answer(read, view, published);
        } catch (RuntimeException fault) {
            LOG.error("{} of {} could not be answered, its connection ends", read, owner, fault);
            link.closeAfterFlush("an error here");
            return Missing.NOTHING;
        }
    }

    /** As {@link #answerReadsBefore}, with what was missing then. Apply thread, publish lock held exclusively. */
    Missing answerReadsBefore(Pending write, Published published, ReadView view) {
        return isClosed ? Missing.NOTHING : answerUntil(write, view, published);
    }

    /** Without its reply nothing that comes later could be told either: the client has to ask elsewhere what became of it. */
    @Override
    public void skipped(Pending write, Published published) {
        isClosed = true;
        link.closeAfterFlush("the state jumped over its " + write);
    }

    @Override
    public void completed(Pending write, Outcome outcome, Published published) {
        if (isClosed) {
            return;
        }
        queue.poll();
        if (write.opCode() == OpCode.CREATE_SESSION) {
            connected(outcome, published);
            return;
        }
        if (outcome.error() == ErrorCode.SESSION_EXPIRED || outcome.error() == ErrorCode.SESSION_MOVED) {
            link.closeAfterFlush("the session is " + (outcome.error() == ErrorCode.SESSION_MOVED ? "moved" : "over"));
            return;
        }
        if (write.call() instanceof Call.Reconfig reconfig && outcome.error() == ErrorCode.OK) {
            path.ensemble()
                    .change(reconfig, write.identities(), last -> loop().execute(() -> endReconfig(write, last)));
            return;
        }
        if (write.call() instanceof Call.Write call) {
            path.audit().answered(write.opCode(), call.command(), outcome, sessionId, write.identities());
        }
        answer(WriteReplies.frame(write, outcome));
        answered(write, outcome.zxid());
        if (write.opCode() == OpCode.CLOSE_SESSION) {
            link.closeAfterFlush("the client closed its session");
        } else if (write.opCode() == OpCode.RECONFIG) {
            loop().execute(link::opened);
        }
    }

    /** The second time that a reconfig goes through the log, for its end. Nothing came after it meanwhile. Event loop. */
    private void endReconfig(Pending reconfig, Optional<Command> last) {
        if (last.isEmpty()) {
            link.closeAfterFlush("what became of its reconfig is not known");
            return;
        }
        accept(List.of(new Pending(
                this, reconfig.xid(), reconfig.opCode(), new Call.Write(last.get()), reconfig.identities(), 0)));
    }

    private void connected(Outcome outcome, Published published) {
        if (outcome.error() != ErrorCode.OK) {
            sessionId = 0;
            tell(ReplyWriter.connected(0, 0, NO_PASSWORD, connectsWithReadOnly, false));
            link.closeAfterFlush("no such session, or not its password");
            return;
        }
        Session session = ((Result.Attached) outcome.result()).session();
        sessionId = session.id();
        timeoutMs = session.timeoutMs();
        published.attached().put(session.id(), this);
        tell(ReplyWriter.connected(session.timeoutMs(), session.id(), session.password(), connectsWithReadOnly, false));
        loop().execute(() -> link.opened());
    }

    /** Queues {@code event}, that of a change, if the client may hear of it. Apply thread, publish lock held exclusively. */
    boolean event(Change change, Outbox.Frame event) {
        if (isClosed || !AccessCheck.allows(change.readers(), Permission.READ, identities)) {
            return false;
        }
        path.statistics().eventMade(tell(event));
        return true;
    }

    /** Queues what is no answer to a request of the queue, and returns its length. */
    public int tell(Outbox.Frame frame) {
        packetSent();
        return outbox.append(frame);
    }

    private void packetSent() {
        statistics.packetSent();
        path.statistics().packetSent();
    }

    /** Queues an answer. Publish lock held. */
    void answer(Outbox.Frame frame) {
        path.statistics().responseMade(outbox.append(frame));
    }

    /** The connection is to end after what is queued. Publish lock held. */
    void closeAfterFlush(String reason) {
        link.closeAfterFlush(reason);
    }

    /** The connection is over: forgets its watches and what it waited for. Event loop, no lock held. */
    public void close() {
        path.lock().lockShared();
        try {
            isClosed = true;
            queue.clear();
            path.published().watches().removeAll(this);
            path.published().attached().remove(sessionId, this);
        } finally {
            path.lock().unlockShared();
        }
        outbox.close();
    }

    /** Counts a request that was answered; {@code zxid} is the reply's. */
    public void answered(Pending request, long zxid) {
        long startMs = TimeUnit.NANOSECONDS.toMillis(request.receivedNanos());
        long endMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        statistics.answered(request.xid(), zxid, request.opCode().word(), startMs, endMs);
        packetSent();
        link.answered(request.bytes());
        if (request.call().isWrite()) {
            path.statistics().updateAnswered(startMs, endMs);
        } else {
            path.statistics().readAnswered(startMs, endMs);
        }
    }

    /** What this connection did. Any thread. */
    public ConnectionStatistics statistics() {
        return statistics;
    }

    Executor loop() {
        return link.loop();
    }

    void flush() {
        link.flush();
    }

    boolean markTouched() {
        if (isTouched || isClosed) {
            return false;
        }
        isTouched = true;
        return true;
    }

    void unmarkTouched() {
        isTouched = false;
    }
}
