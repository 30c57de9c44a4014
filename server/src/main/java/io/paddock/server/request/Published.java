package io.paddock.server.request;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.paddock.machine.CoordinationMachine;
import io.paddock.outcome.Change;
import io.paddock.outcome.Outcome;
import io.paddock.server.admin.ServerStatistics;
import io.paddock.server.admin.Timing;
import io.paddock.server.wire.Outbox;
import io.paddock.server.wire.ReplyWriter;
import io.paddock.store.StateStore;
import io.paddock.watch.WatchTable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The state that this server's clients see, and what hangs on it: their watches, and which connection speaks for which session here.
 *
 * <p>Guarded by {@link #lock()}.
 */
public final class Published {

    private final PublishLock lock = new PublishLock();
    private final WatchTable<RequestPipeline> watches = new WatchTable<>();
    private final Map<Long, RequestPipeline> attached = new ConcurrentHashMap<>();
    private final DigestHistory digests = new DigestHistory();

    @GuardedBy("lock")
    private StateStore store;

    @GuardedBy("lock")
    private CoordinationMachine machine;

    /** Written with the lock held exclusively; who reads it without the lock may see the one before. */
    private volatile long zxid;

    public Published(StateStore store, CoordinationMachine machine) {
        this.store = store;
        this.machine = machine;
        this.zxid = machine.position().zxid();
    }

    /** What guards all the rest. */
    public PublishLock lock() {
        return lock;
    }

    /** The store; the lock is held, or the caller is the apply thread. */
    @SuppressWarnings("GuardedBy") // the condition in the first sentence, which the checker cannot see
    public StateStore store() {
        return store;
    }

    /** The machine; the lock is held, or the caller is the apply thread. */
    @SuppressWarnings("GuardedBy") // as above
    public CoordinationMachine machine() {
        return machine;
    }

    /** The last zxid published. With the lock held it is exact, else it may be the one before. */
    public long zxid() {
        return zxid;
    }

    /** The watches of this server's clients; the lock is held. */
    public WatchTable<RequestPipeline> watches() {
        return watches;
    }

    /** The digests of the last entries; the lock is held. */
    public DigestHistory digests() {
        return digests;
    }

    /** The connections of this server by the session they speak for. Any thread. */
    public Map<Long, RequestPipeline> attached() {
        return attached;
    }

    /** Takes over another state, which came as a snapshot. Lock held exclusively. */
    @SuppressWarnings("GuardedBy") // as above
    public void replace(StateStore newStore, CoordinationMachine newMachine) {
        store = newStore;
        machine = newMachine;
        zxid = newMachine.position().zxid();
        digests.clear();
    }

    /** Moves on to an outcome's zxid and tells the watches of its changes. Lock held exclusively. */
    @SuppressWarnings("GuardedBy") // as above
    void announce(Outcome outcome, Touched touched, ServerStatistics statistics) {
        zxid = Math.max(zxid, outcome.zxid());
        for (Change change : outcome.changes()) {
            List<RequestPipeline> watchers = watches.take(change);
            if (!watchers.isEmpty()) {
                tell(watchers, change, touched);
                statistics.measured(timing(change.kind()), watchers.size());
            }
        }
    }

    private static void tell(List<RequestPipeline> watchers, Change change, Touched touched) {
        Outbox.Frame event = ReplyWriter.event(change.kind(), change.path(), change.zxid());
        for (RequestPipeline watcher : watchers) {
            if (watcher.event(change, event)) {
                touched.addTold(watcher);
            }
        }
    }

    private static Timing timing(Change.Kind kind) {
        return switch (kind) {
            case CREATED -> Timing.NODE_CREATED_WATCH_COUNT;
            case DELETED -> Timing.NODE_DELETED_WATCH_COUNT;
            case DATA_CHANGED -> Timing.NODE_CHANGED_WATCH_COUNT;
            case CHILDREN_CHANGED -> Timing.NODE_CHILDREN_WATCH_COUNT;
        };
    }
}
