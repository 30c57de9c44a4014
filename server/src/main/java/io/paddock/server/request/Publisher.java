package io.paddock.server.request;

import io.paddock.command.Entry;
import io.paddock.machine.Decision;
import io.paddock.machine.Decision.DecidedBatch;
import io.paddock.machine.Decision.Step;
import io.paddock.machine.Decision.Verdict;
import io.paddock.outcome.ErrorCode;
import io.paddock.outcome.Outcome;
import io.paddock.outcome.Result;
import io.paddock.session.Session;
import io.paddock.store.ReadView;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies entries: has the machine decide, and publishes what it decided in one moment, with the events and, for this server's own clients,
 * the replies; each request's events go out before its reply.
 *
 * <p>Owned by the apply thread.
 */
public final class Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final int server;
    private final long incarnation;
    private final RequestPath path;
    private final Published published;
    private final SessionListener sessions;
    private final Touched touched = new Touched();
    private final QuotaLog quotas = new QuotaLog(LOG::warn);

    /** Hears of every session that is made or re-attached, or that ends, on whichever server. Apply thread. */
    public interface SessionListener {
        /** A session was made, or has a new owner. */
        void attached(Session session);

        /** A session is over. */
        void ended(long sessionId);
    }

    /** A publisher for this server's own batches of this incarnation, and everybody else's. */
    public Publisher(int server, long incarnation, RequestPath path, SessionListener sessions) {
        this.server = server;
        this.incarnation = incarnation;
        this.path = path;
        this.published = path.published();
        this.sessions = sessions;
    }

    /** Applies the entry at {@code index}, the next one. */
    public void apply(Entry entry, long term, long index) {
        published.store().awaitRoom();
        Decision decision = published.machine().decide(entry, term, index);
        path.batcher().answering();
        path.lock().lockExclusive();
        try {
            for (DecidedBatch batch : decision.batches()) {
                publish(batch);
            }
            published.machine().finish(decision);
            published.digests().add(published.machine().position());
        } finally {
            path.lock().unlockExclusive();
        }
        touched.wake(path.lock());
        if (path.batcher().leads()) {
            quotas.tell(decision.excesses(), System.nanoTime());
        }
        path.statistics().entryApplied(System.currentTimeMillis() - entry.timeMs());
        path.batcher().move();
    }

    /** Whether writes wait that the next entry will take, on the leader. Any thread. */
    public boolean expectsToSubmit() {
        return path.batcher().hasWaiting();
    }

    /** The state was replaced by a newer one, which may hold batches of this server's. Publish lock held exclusively. */
    public void jumped() {
        long last = published.machine().lastBatchOf(server, incarnation);
        for (Pending request : path.batcher().skipTo(last)) {
            request.requester().skipped(request, published);
        }
    }

    private void publish(DecidedBatch decided) {
        boolean isOwn = decided.batch().server() == server && decided.batch().incarnation() == incarnation;
        if (decided.verdict() != Verdict.APPLIED) {
            if (isOwn && decided.verdict() == Verdict.GAP) {
                path.batcher().sendAgain();
            }
            return;
        }
        if (!isOwn) {
            decided.steps().forEach(this::publish);
            return;
        }
        List<Pending> requests = path.batcher().applied(decided.batch().sequence());
        for (int i = 0; i < requests.size(); i++) {
            publishOwn(requests.get(i), decided.steps().get(i));
        }
    }

    private void publishOwn(Pending request, Step step) {
        Missing missing = request.requester().answerReadsBefore(request, published);
        while (!missing.isNothing()) {
            missing = answerCold(request, missing);
        }
        publish(step);
        request.requester().completed(request, step.outcome(), published);
        if (request.requester() instanceof RequestPipeline pipeline) {
            touched.add(pipeline);
        }
    }

    /** Leaves the lock between two requests to load what a read lacks, which comes before an own write and so must not wait any longer. */
    private Missing answerCold(Pending write, Missing missing) {
        path.lock().unlockExclusive();
        ColdLoader.Found found;
        try {
            found = ColdLoader.find(missing, published.store());
        } finally {
            path.lock().lockExclusive();
        }
        Optional<ReadView> view = published.store().view(found.loaded());
        if (view.isEmpty()) {
            return missing;
        }
        return ((RequestPipeline) write.requester())
                .answerReadsBefore(write, published, new FoundView(view.get(), found.count()));
    }

    private void publish(Step step) {
        Outcome outcome = step.outcome();
        published.machine().publish(step);
        published.announce(outcome, touched, path.statistics());
        if (outcome.closed() != 0) {
            path.audit().sessionEnded(outcome);
            sessions.ended(outcome.closed());
            endHere(outcome.closed(), step);
        } else if (outcome.error() == ErrorCode.OK && outcome.result().kind() == Result.Kind.SESSION) {
            Session session = ((Result.Attached) outcome.result()).session();
            sessions.attached(session);
            moveAway(session);
        }
    }

    /** The session's connection here ends, but for the one that asked to close it, which is answered first. */
    private void endHere(long sessionId, Step step) {
        RequestPipeline here = published.attached().get(sessionId);
        if (here != null && !here.owner().equals(step.request().owner())) {
            here.closeAfterFlush("the session is over");
        }
    }

    /** The session's older connection here ends when the session has another one. */
    private void moveAway(Session session) {
        RequestPipeline here = published.attached().get(session.id());
        if (here != null && !here.owner().equals(session.owner())) {
            here.closeAfterFlush("the session has moved to another connection");
        }
    }
}
