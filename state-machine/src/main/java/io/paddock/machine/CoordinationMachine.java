package io.paddock.machine;

import io.paddock.command.Batch;
import io.paddock.command.Command;
import io.paddock.command.Entry;
import io.paddock.command.Request;
import io.paddock.machine.Decision.DecidedBatch;
import io.paddock.machine.Decision.Step;
import io.paddock.machine.Decision.Verdict;
import io.paddock.outcome.ErrorCode;
import io.paddock.outcome.Outcome;
import io.paddock.path.ZnodePath;
import io.paddock.quota.QuotaPaths;
import io.paddock.quota.QuotaTable;
import io.paddock.session.SessionTable;
import io.paddock.store.Position;
import io.paddock.store.StateStore;
import io.paddock.tree.Znode;
import io.paddock.tree.ZnodeOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The replicated state machine: the same entries make the same state and the same answers on every server.
 *
 * <p>Owned by the apply thread, which for each entry {@link #decide decides} with no lock held, then {@link #publish publishes} each step in
 * order and {@link #finish finishes}, with the publish lock held exclusively. The methods that only tell say who may call them.
 *
 * <p>Nothing that a client can send makes any of them throw: what is not legal is refused with an {@link ErrorCode}.
 */
public final class CoordinationMachine {

    /*
     * Deciding keeps its own, newer picture: the overlay (tree), its companion for sessions, the origins, and the running zxid, time and
     * sums. All of it is dropped or equal to what is published once the entry is finished. So publishing is a list of writes that were
     * worked out before, and nothing that may wait or fail is left for it.
     *
     * A zxid is the term and a counter below it. Should a term ever use up its 2^32, the counter runs on into the next term's numbers, which
     * then go on from there: zxids only have to rise.
     */

    private static final int TERM_SHIFT = 32;

    private final StateStore store;
    private final SessionTable sessions = new SessionTable();
    private final QuotaTable quotas = new QuotaTable();
    private final UnusedTable unused = new UnusedTable();
    private final OriginTable origins = new OriginTable();

    private final Overlay overlay;
    private final SessionOverlay sessionOverlay;
    private final QuotaAccounting quotaAccounting;
    private final NodeCommands nodes;
    private final SessionCommands sessionCommands;
    private final MultiCommand multis;
    private final Transaction tx = new Transaction();

    /** As decided so far. */
    private long zxid;

    private long timeMs;
    private Position decided;
    private boolean isDeciding;

    /** As published. */
    private volatile Position position;

    private final AtomicLong lastZxid = new AtomicLong();

    private CoordinationMachine(StateStore store) {
        this.store = store;
        overlay = new Overlay(store);
        sessionOverlay = new SessionOverlay(sessions);
        quotaAccounting = new QuotaAccounting(store, overlay, quotas);
        nodes = new NodeCommands(overlay, sessionOverlay, quotaAccounting);
        sessionCommands = new SessionCommands(overlay, sessionOverlay, nodes);
        multis = new MultiCommand(overlay, nodes);
        position = store.opened();
        decided = position;
    }

    /**
     * The machine over what {@code store} holds. A store in which nothing was ever applied gets the tree of a new ensemble, which reaches the
     * disk with the first entry. The apply thread, before anybody else reads; reads the disk.
     */
    public static CoordinationMachine open(StateStore store) {
        CoordinationMachine machine = new CoordinationMachine(store);
        machine.restore();
        return machine;
    }

    private void restore() {
        Position opened = store.opened();
        zxid = opened.zxid();
        timeMs = opened.timeMs();
        lastZxid.set(zxid);
        overlay.restore(opened.digest(), opened.znodes(), opened.dataBytes());
        store.restoreSessions(sessions::put);
        store.restoreEphemerals(sessions::addEphemeral);
        store.restoreUnusable(path -> unused.note(path, store.znode(path)));
        store.restoreOrigins(origins::advance);
        if (opened.index() < 0) {
            createFreshTree();
        } else {
            restoreQuotas(ZnodePath.QUOTA);
        }
        decided = positionAt(opened.term(), opened.index());
        position = decided;
    }

    private void createFreshTree() {
        overlay.beginStep();
        FreshTree.create(overlay);
        overlay.endStep().forEach(this::publish);
        overlay.clear();
    }

    private void restoreQuotas(String path) {
        for (String name : store.children(path)) {
            String child = ZnodePath.child(path, name);
            if (QuotaPaths.isLimits(child) || QuotaPaths.isUsage(child)) {
                quotas.note(child, store.data(child));
            }
            restoreQuotas(child);
        }
    }

    /**
     * Works out what an entry changes and answers. Changes nothing that anybody sees. The apply thread, with no lock; may read the disk.
     *
     * @param term Raft's term of the entry
     * @param index its index in the log
     * @throws IllegalStateException when the entry before was not finished
     */
    public Decision decide(Entry entry, long term, long index) {
        if (isDeciding) {
            throw new IllegalStateException(
                    "expected the entry at " + decided.index() + " to be finished before " + index);
        }
        isDeciding = true;
        timeMs = Math.max(timeMs, entry.timeMs());
        List<DecidedBatch> batches = new ArrayList<>(entry.batches().size());
        for (Batch batch : entry.batches()) {
            batches.add(decide(batch, term));
        }
        decided = positionAt(term, index);
        return new Decision(batches, quotaAccounting.takeExcesses());
    }

    private DecidedBatch decide(Batch batch, long term) {
        Verdict verdict = origins.verdictOf(batch.server(), batch.incarnation(), batch.sequence());
        if (verdict != Verdict.APPLIED) {
            return new DecidedBatch(batch, verdict, List.of());
        }
        overlay.addToDigest(origins.advance(batch.server(), batch.incarnation(), batch.sequence()));
        tx.beginBatch(timeMs, batch.enforcesQuotas());
        List<Request> requests = batch.requests();
        List<Step> steps = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            steps.add(decide(requests.get(i), term));
        }
        return new DecidedBatch(batch, verdict, steps);
    }

    private Step decide(Request request, long term) {
        if (takesZxid(request.command())) {
            zxid = Math.max(zxid, term << TERM_SHIFT) + 1;
        }
        overlay.beginStep();
        tx.begin(zxid, request.sessionId(), request.identities());
        ErrorCode error = decide(request);
        StepEffects effects = effects();
        Outcome outcome = new Outcome(zxid, error, tx.takeResult(), tx.changes(), tx.endedSession());
        return new Step(request, outcome, effects);
    }

    /** ZooKeeper 3.9.5 gives one to whatever it proposes, refusals included; an expiry that does not hold it would not propose. */
    private boolean takesZxid(Command command) {
        return switch (command.kind()) {
            case SYNC, ATTACH_SESSION -> false;
            case EXPIRE_SESSION -> sessionCommands.checkExpiry((Command.ExpireSession) command) == ErrorCode.OK;
            case CREATE,
                    DELETE,
                    SET_DATA,
                    SET_ACL,
                    CHECK,
                    MULTI,
                    REFUSED,
                    CREATE_SESSION,
                    CLOSE_SESSION,
                    REMOVE_UNUSED,
                    SET_ENSEMBLE -> true;
        };
    }

    private ErrorCode decide(Request request) {
        Command command = request.command();
        return switch (command.kind()) {
            case CREATE_SESSION -> sessionCommands.create(tx, request, (Command.CreateSession) command);
            case ATTACH_SESSION -> sessionCommands.attach(tx, request, (Command.AttachSession) command);
            case EXPIRE_SESSION -> expire((Command.ExpireSession) command);
            case CREATE,
                    DELETE,
                    SET_DATA,
                    SET_ACL,
                    CHECK,
                    MULTI,
                    REFUSED,
                    CLOSE_SESSION,
                    SYNC,
                    REMOVE_UNUSED,
                    SET_ENSEMBLE -> {
                ErrorCode error = sessionCommands.check(request.sessionId(), request.owner());
                yield error == ErrorCode.OK ? decideOfSession(request, command) : refuse(command, error);
            }
        };
    }

    private ErrorCode decideOfSession(Request request, Command command) {
        return switch (command.kind()) {
            case CREATE -> nodes.create(tx, (Command.Create) command);
            case DELETE -> nodes.delete(tx, (Command.Delete) command);
            case SET_DATA -> nodes.setData(tx, (Command.SetData) command);
            case SET_ACL -> nodes.setAcl(tx, (Command.SetAcl) command);
            case MULTI -> multis.decide(tx, (Command.Multi) command);
            case REFUSED -> ((Command.Refused) command).error();
            case CLOSE_SESSION -> close(request.sessionId());
            case SYNC -> ErrorCode.OK;
            case REMOVE_UNUSED -> nodes.removeUnused(tx, (Command.RemoveUnused) command);
            case SET_ENSEMBLE -> nodes.setEnsemble(tx, (Command.SetEnsemble) command);
            case CHECK -> ErrorCode.UNIMPLEMENTED;
            case CREATE_SESSION, ATTACH_SESSION, EXPIRE_SESSION ->
                throw new IllegalStateException("expected a command of a session but got " + command.kind());
        };
    }

    private ErrorCode refuse(Command command, ErrorCode error) {
        if (command.kind() == Command.Kind.MULTI) {
            tx.answer(MultiCommand.failed(((Command.Multi) command).parts().size(), 0, error));
        }
        return error;
    }

    private ErrorCode close(long sessionId) {
        if (sessionId == 0) {
            return ErrorCode.SESSION_EXPIRED;
        }
        sessionCommands.end(tx, sessionId);
        return ErrorCode.OK;
    }

    private ErrorCode expire(Command.ExpireSession command) {
        ErrorCode error = sessionCommands.checkExpiry(command);
        if (error == ErrorCode.OK) {
            sessionCommands.end(tx, command.sessionId());
        }
        return error;
    }

    private StepEffects effects() {
        List<Write> writes = overlay.endStep();
        if (writes.isEmpty() && !tx.session().exists() && tx.endedSession() == 0) {
            return StepEffects.NONE;
        }
        return new StepEffects(writes, tx.session(), tx.endedSession());
    }

    private Position positionAt(long term, long index) {
        return new Position(term, index, zxid, timeMs, overlay.digest(), overlay.znodes(), overlay.dataBytes());
    }

    /**
     * Makes what a step changes visible. The apply thread, with the publish lock held exclusively, each step of a decision once, in order.
     * Changes memory only and cannot fail.
     */
    public void publish(Step step) {
        StepEffects effects = (StepEffects) step.effects();
        if (!effects.isNone()) {
            publish(effects);
        }
        lastZxid.setRelease(step.outcome().zxid());
    }

    private void publish(StepEffects effects) {
        List<Write> writes = effects.writes();
        for (int i = 0; i < writes.size(); i++) {
            publish(writes.get(i));
        }
        if (effects.session().exists()) {
            store.publishSession(effects.session());
            sessions.put(effects.session());
        }
        if (effects.endedSession() != 0) {
            store.publishSessionEnd(effects.endedSession());
            sessions.remove(effects.endedSession());
        }
    }

    private void publish(Write write) {
        String path = write.path();
        Znode znode = write.znode();
        switch (write.kind()) {
            case PUT -> {
                store.publish(path, znode, write.data());
                unused.note(path, znode);
                if (ZnodeOwner.kindOf(znode.stat().owner()) == ZnodeOwner.Kind.EPHEMERAL) {
                    sessions.addEphemeral(znode.stat().owner(), path);
                }
                if (QuotaPaths.isBelowQuota(path)) {
                    quotas.note(path, write.data());
                }
            }
            case PUT_STAT -> {
                store.publish(path, znode);
                unused.note(path, znode);
            }
            case REMOVE -> {
                store.publishRemoval(path, znode);
                unused.noteRemoval(path, znode);
                if (ZnodeOwner.kindOf(znode.stat().owner()) == ZnodeOwner.Kind.EPHEMERAL) {
                    sessions.removeEphemeral(znode.stat().owner(), path);
                }
                if (QuotaPaths.isBelowQuota(path)) {
                    quotas.noteRemoval(path);
                }
            }
        }
    }

    /**
     * Ends an entry all of whose steps are published. The apply thread, with the publish lock held exclusively. Changes memory only and
     * cannot fail.
     */
    public void finish(Decision decision) {
        for (DecidedBatch decidedBatch : decision.batches()) {
            if (decidedBatch.verdict() == Verdict.APPLIED) {
                Batch batch = decidedBatch.batch();
                store.publishOrigin(batch.server(), batch.incarnation(), batch.sequence());
            }
        }
        store.publishPosition(decided);
        overlay.clear();
        sessionOverlay.clear();
        quotaAccounting.clear();
        position = decided;
        isDeciding = false;
    }

    /** Where the published state is: as of the last entry finished. Any thread, no lock. */
    public Position position() {
        return position;
    }

    /** The zxid of the last step published. Any thread, no lock. */
    public long lastZxid() {
        return lastZxid.getAcquire();
    }

    /** The sequence number of the last batch applied of a server's incarnation, 0 if there is none. The apply thread, between entries. */
    public long lastBatchOf(int server, long incarnation) {
        return origins.lastOf(server, incarnation);
    }

    /** The sessions and their ephemerals, guarded by the publish lock. */
    public SessionTable sessions() {
        return sessions;
    }

    /** The quotas and what is used of them, guarded by the publish lock. */
    public QuotaTable quotas() {
        return quotas;
    }

    /**
     * At most {@code limit} containers and TTL znodes of no use any more, for the leader to propose their {@link Command.RemoveUnused
     * removal}: containers that had children and have none, TTL znodes without children that nobody wrote to for longer than they are to
     * live. Any thread, no lock; the answer may be out of date, which apply finds out.
     *
     * @param nowMs the leader's clock
     * @param neverUsedMsMax for how long a container may be without ever having had a child; 0 for ever
     */
    public List<String> unused(long nowMs, long neverUsedMsMax, int limit) {
        return unused.unused(nowMs, neverUsedMsMax, limit);
    }
}
