package io.paddock.server;

import io.paddock.command.Command;
import io.paddock.outcome.ErrorCode;
import io.paddock.path.ZnodePath;
import io.paddock.server.config.ZnodeSettings;
import io.paddock.server.raft.RaftNode;
import io.paddock.server.request.Published;
import io.paddock.server.request.ServerRequester;
import io.paddock.server.request.WriteBatcher;
import io.paddock.session.Owner;
import io.paddock.store.ColdKey;
import io.paddock.store.StateStore;
import io.paddock.tree.Bytes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the leader does besides serving: removes containers and TTL znodes that nobody needs any more, and hands the leadership on before the
 * zxids of its term run out. Runs in the thread of the timer.
 */
final class LeaderDuties {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderDuties.class);
    /** From here on a new term is due: some 270 million transactions before the end. */
    private static final long COUNTER_MAX = 0xf000_0000L;

    private static final long COUNTER_MASK = 0xffff_ffffL;

    private final Published published;
    private final WriteBatcher batcher;
    private final Owner self;
    private final ZnodeSettings settings;
    private final Set<String> removing = ConcurrentHashMap.newKeySet();
    private final Bytes ensemble;
    private final AtomicBoolean mustTellEnsemble = new AtomicBoolean();
    private long sweptNanos = System.nanoTime();

    /**
     * @param self this server, as the requester of its own writes
     * @param ensemble the text of {@code /zookeeper/config}, null for a server that stands alone
     */
    LeaderDuties(Published published, WriteBatcher batcher, Owner self, ZnodeSettings settings, Bytes ensemble) {
        this.ensemble = ensemble;
        this.published = published;
        this.batcher = batcher;
        this.self = self;
        this.settings = settings;
    }

    /** This server has become the leader. */
    void startLeading() {
        removing.clear();
        mustTellEnsemble.set(true);
    }

    /** Does what is due. */
    void run(RaftNode raft) {
        if (mustTellEnsemble.getAndSet(false) && !ensemble.isNull()) {
            tellEnsemble();
        }
        long sinceMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sweptNanos);
        if (sinceMs >= settings.containerCheckIntervalMs()) {
            sweptNanos = System.nanoTime();
            sweep(sinceMs);
        }
        if ((published.zxid() & COUNTER_MASK) > COUNTER_MAX) {
            LOG.info("zxid 0x{}: a new term begins", Long.toHexString(published.zxid()));
            raft.stepDown().whenComplete((done, failure) -> LOG.info("the new term was asked for: {}", done, failure));
        }
    }

    /** Has {@code /zookeeper/config} say who the ensemble is, if it does not yet. */
    private void tellEnsemble() {
        StateStore store = published.store();
        ColdKey key = new ColdKey(ColdKey.Part.DATA, ZnodePath.CONFIG);
        Optional<Bytes> told = Optional.empty();
        while (told.isEmpty()) {
            StateStore.Loaded loaded = store.load(Set.of(key));
            published.lock().lockShared();
            try {
                told = store.view(loaded).flatMap(view -> view.data(ZnodePath.CONFIG));
            } finally {
                published.lock().unlockShared();
            }
        }
        if (!told.get().equals(ensemble)) {
            batcher.add(ServerRequester.write(
                    self,
                    new Command.SetEnsemble(ensemble),
                    outcome -> LOG.debug("{} was written: {}", ZnodePath.CONFIG, outcome.error())));
        }
    }

    private void sweep(long sinceMs) {
        long share = settings.containerRemovalsPerMinuteMax() * sinceMs / TimeUnit.MINUTES.toMillis(1);
        int limit = (int) Math.max(1, Math.min(settings.containerRemovalsPerMinuteMax(), share));
        for (String path :
                published.machine().unused(System.currentTimeMillis(), settings.containerNeverUsedMs(), limit)) {
            if (removing.add(path)) {
                batcher.add(ServerRequester.write(self, new Command.RemoveUnused(path), outcome -> {
                    removing.remove(path);
                    if (outcome.error() != ErrorCode.OK) {
                        LOG.debug("{} was kept: {}", path, outcome.error());
                    }
                }));
            }
        }
    }
}
