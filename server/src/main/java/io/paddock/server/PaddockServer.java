package io.paddock.server;

import io.paddock.machine.CoordinationMachine;
import io.paddock.server.admin.FourLetterWords;
import io.paddock.server.admin.ServerStatistics;
import io.paddock.server.admin.ServerStatus;
import io.paddock.server.admin.Timing;
import io.paddock.server.audit.AuditLog;
import io.paddock.server.auth.AccessPolicy;
import io.paddock.server.config.ServerConfig;
import io.paddock.server.ensemble.ConfigNode;
import io.paddock.server.ensemble.EnsembleMirror;
import io.paddock.server.ensemble.MembersLeader;
import io.paddock.server.ensemble.Reconfigurations;
import io.paddock.server.io.EventLoops;
import io.paddock.server.net.ClientListener;
import io.paddock.server.net.ClientPort;
import io.paddock.server.peer.PeerChannel;
import io.paddock.server.peer.SessionReport;
import io.paddock.server.raft.FatalHandler;
import io.paddock.server.raft.RaftNode;
import io.paddock.server.raft.SubmitOutcome;
import io.paddock.server.request.BatchSettings;
import io.paddock.server.request.ColdLoader;
import io.paddock.server.request.EntryLog;
import io.paddock.server.request.Published;
import io.paddock.server.request.Publisher;
import io.paddock.server.request.ReadMarks;
import io.paddock.server.request.ReadService;
import io.paddock.server.request.RequestPath;
import io.paddock.server.request.ServerFeatures;
import io.paddock.server.request.WriteBatcher;
import io.paddock.server.session.SessionIds;
import io.paddock.session.Owner;
import io.paddock.session.Session;
import io.paddock.store.StateStore;
import io.paddock.store.StoreSettings;
import io.paddock.store.WriteBehindStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server: wires all parts, starts them in the order in which they need each other, and stops them in the other one.
 *
 * <p>Started and closed by one thread each.
 */
public final class PaddockServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PaddockServer.class);
    private static final int LOADER_THREADS = 2;
    private static final int TICK_PARTS = 2;
    private static final int BATCH_REQUESTS_MAX = 1000;
    private static final int FEW_PROCESSORS = 2;
    private static final int ENTRIES_IN_FLIGHT_MAX = 4;
    private static final long CHILD_SETS_BYTES_MIN = 1 << 20;
    private static final long READ_ONLY_AFTER_MS = 2_000;
    private static final int AUDIT_LINES_WAITING_MAX = 100_000;
    private static final int AUDIT_PATIENCE_S = 5;
    private static final int HAND_OVER_PATIENCE_S = 3;

    private final ServerConfig config;
    private final FatalHandler fatal;
    private final StartListener startListener;
    private final AtomicBoolean hasServed = new AtomicBoolean();
    private final EventLoops loops;
    private final Membership membership;
    private final ScheduledExecutorService timer;
    private final ExecutorService loaders;
    private final ExecutorService auditor;
    private final AuditLog audit;
    private final ServerStatistics statistics = new ServerStatistics();
    private final Published published;
    private final WriteBatcher batcher;
    private final Leadership leadership;
    private final SessionDuties sessions;
    private final LeaderDuties duties;
    private final EnsembleMirror mirror;
    private final MembersLeader members;
    private final ExecutorService reconfigWorker;
    private final RaftNode raft;
    private final ServerGate gate;
    private final ClientListener listener;
    private final ScheduledFuture<?> ticking;
    /** When the timer last had nothing to do; its own, after the start. */
    private volatile long tickEndNanos;

    private PaddockServer(ServerConfig config, FatalHandler fatal, StartListener startListener) throws IOException {
        this.config = config;
        this.fatal = fatal;
        this.startListener = startListener;
        List<ClientPort> ports = ClientPorts.of(config.clientPort());
        for (ClientPort port : ports) {
            checkFree(port.address());
        }
        AccessPolicy access = AccessPlan.policy(config, statistics);
        DataDirectory data = dataDirectory();
        PeerDesk desk = new PeerDesk(MembershipPlan.forwardedBytesMax(config));
        loops = EventLoops.start(loopCount());
        membership = Membership.join(config, data, desk, loops, fatal, startListener::waitingForPeers);
        int id = membership.raft().serverId();
        long incarnation = membership.incarnation();
        // What comes when the server has stopped is without effect.
        timer = new ScheduledThreadPoolExecutor(
                1, new NamedThreads("timer", fatal), new ThreadPoolExecutor.DiscardPolicy());
        loaders = Executors.newFixedThreadPool(LOADER_THREADS, new NamedThreads("loader", fatal));
        StateStore store = open(data.store(data.newestStore()));
        auditor = newAuditor(fatal);
        audit = config.admin().audits() ? AuditLog.to(auditor, System.getProperty("user.name")) : AuditLog.off();
        published = new Published(store, CoordinationMachine.open(store));
        batcher = new WriteBatcher(
                batchSettings(id, incarnation),
                this::submit,
                this::forward,
                System::currentTimeMillis,
                this::later,
                fault -> fatal.halt("no write moves any more", fault));
        PeerChannel peers = membership.peers();
        ConfigNode ensemble = new ConfigNode(published);
        reconfigWorker = Executors.newSingleThreadExecutor(new NamedThreads("reconfig", fatal));
        Reconfigurations reconfigs =
                new Reconfigurations(id, config.ensemble().standaloneEnabled(), ensemble, peers, reconfigWorker);
        Owner self = new Owner(id, 0);
        RequestPath path = new RequestPath(
                published,
                batcher,
                new ReadService(new ServerFeatures(features())),
                readMarks(self),
                new ColdLoader(loaders),
                reconfigs,
                statistics,
                audit);
        leadership = new Leadership(id, batcher, statistics, this::standingChanged);
        sessions = new SessionDuties(
                published, batcher, self, statistics, config.ensemble().tickTimeMs());
        duties = new LeaderDuties(published, batcher, self, config.znodes());
        mirror = new EnsembleMirror(ensemble, batcher, self);
        gate = new ServerGate(
                config, path, leadership, new SessionIds(id, incarnation), id, incarnation, access, loaders);
        Publisher publisher = new Publisher(id, incarnation, path, new SessionEvents());
        Replica replica = new Replica(data, this::open, published, publisher, leadership, new ReplicaEvents());
        raft = new RaftNode(membership.raft(), replica, membership.snapshots(), peers, peers, fatal);
        members = new MembersLeader(id, config.ensemble().syncLimitMs(), raft, peers, ensemble);
        reconfigs.open(raft, members);
        ServerStatus status = new LiveStatus(config, published, leadership, gate, raft, ensemble, data, sessions);
        gate.answerWordsWith(new FourLetterWords(config, status, statistics));
        listener = ClientListener.open(ports, loops, config.clientPort().listenBacklog(), gate);
        raft.start(membership.mode());
        peers.membersRemembered(raft.members());
        desk.open(batcher, sessions, leadership, raft, members);
        tickEndNanos = System.nanoTime();
        ticking = timer.scheduleWithFixedDelay(this::tick, tickPeriodMs(), tickPeriodMs(), TimeUnit.MILLISECONDS);
    }

    /**
     * Starts a server; when it returns, it is on its way to serve. A new server of an ensemble first waits for a majority of the others.
     *
     * @param fatal ends the process when going on would not be safe
     * @param listener hears how the start goes
     * @throws IOException when it cannot start
     */
    public static PaddockServer start(ServerConfig config, FatalHandler fatal, StartListener listener)
            throws IOException {
        PaddockServer server = new PaddockServer(config, fatal, listener);
        if (!config.ensemble().isStandalone()) {
            listener.waitingForPeers();
        }
        return server;
    }

    /** Hears how a start goes. Any thread. */
    public interface StartListener {
        /** The server is up and needs the others; may come several times, and after {@link #serving}, when it means nothing. */
        void waitingForPeers();

        /** Clients are served at {@code address} for the first time. */
        void serving(String address);
    }

    /** A port that is taken is told at once, and not when all else is ready. */
    private static void checkFree(InetSocketAddress address) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException taken) {
            throw new IOException("cannot listen on " + address + ": " + taken.getMessage(), taken);
        }
    }

    private DataDirectory dataDirectory() throws IOException {
        DataDirectory data =
                new DataDirectory(config.storage().dataDir(), config.storage().dataLogDir());
        data.prepare();
        return data;
    }

    private ReadMarks readMarks(Owner self) {
        return config.requests().linearizableReads()
                ? ReadMarks.through(batcher, self, published.lock())
                : ReadMarks.off();
    }

    /** One thread, and none before there is something to write. */
    private static ExecutorService newAuditor(FatalHandler fatal) {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(AUDIT_LINES_WAITING_MAX),
                new NamedThreads("audit", fatal),
                // Rather a server as slow as its audit log than a change that is not in it.
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    private int loopCount() {
        int asked = config.clientPort().eventLoopThreads();
        return asked > 0 ? asked : Runtime.getRuntime().availableProcessors();
    }

    /** What a client may find out of this server, see {@link ServerFeatures}. */
    private SortedMap<String, String> features() {
        SortedMap<String, String> features = new TreeMap<>();
        features.put("linearizable.reads", String.valueOf(config.requests().linearizableReads()));
        features.put("linearizable.sync", "true");
        features.put("product", "paddock");
        features.put("ttl", String.valueOf(config.znodes().extendedTypesEnabled()));
        return features;
    }

    private StateStore open(Path directory) {
        long cache = config.storage().cacheBytesMax();
        StoreSettings settings = StoreSettings.DEFAULT.withCaches(cache, Math.max(CHILD_SETS_BYTES_MIN, cache / 3));
        long begin = System.nanoTime();
        StateStore store = WriteBehindStore.open(
                directory, settings, cause -> fatal.halt("the store on disk can be written no more", cause));
        statistics.measured(Timing.STORE_OPEN_TIME, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        return store;
    }

    private BatchSettings batchSettings(int id, long incarnation) {
        return new BatchSettings(
                id,
                incarnation,
                config.znodes().enforcesQuota(),
                BATCH_REQUESTS_MAX,
                config.requests().batchBytesMax(),
                config.requests().batchesInFlightMax(),
                config.requests().batchBytesMax(),
                entriesInFlightMax());
    }

    /** Where processors are what is short, one at a time: the next one is larger, and takes the news of the commit along (decision 9). */
    private static int entriesInFlightMax() {
        return Runtime.getRuntime().availableProcessors() <= FEW_PROCESSORS ? 1 : ENTRIES_IN_FLIGHT_MAX;
    }

    private void submit(byte[] entry, EntryLog.Done done) {
        long begin = System.nanoTime();
        statistics.proposalMade(entry.length);
        raft.submit(entry, outcome -> {
            if (outcome == SubmitOutcome.APPLIED) {
                statistics.proposalApplied(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            }
            done.done(outcome == SubmitOutcome.APPLIED);
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a fault of the batcher is fatal where it happens
    private void later(long delayMs, Runnable task) {
        timer.schedule(task, delayMs, TimeUnit.MILLISECONDS);
    }

    private void forward(byte[] batch) {
        if (!membership.peers().send(batch)) {
            LOG.debug("no way to the leader for {} bytes now", batch.length);
        }
    }

    private void standingChanged() {
        if (isServing() && gate.endReadOnly()) {
            gate.connections().closeAll("this server serves everybody again");
        }
        if (isServing() && hasServed.compareAndSet(false, true)) {
            InetSocketAddress address = clientAddress();
            audit.serverStarted();
            startListener.serving(address.getHostString() + ":" + address.getPort());
        }
    }

    /** A timer that is told nothing of a fault does not call again: sessions would live for ever. */
    private void tick() {
        try {
            noticePause();
            work();
            tickEndNanos = System.nanoTime();
        } catch (RuntimeException | Error fault) {
            fatal.halt("the timer failed", fault);
        }
    }

    /** The timer has nothing else to do: how late it is, the whole process was not running, or had no processor. */
    private void noticePause() {
        long sinceMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - tickEndNanos);
        statistics.measured(Timing.JVM_PAUSE_TIME, Math.max(0, sinceMs - tickPeriodMs()));
    }

    private long tickPeriodMs() {
        return Math.max(1, config.ensemble().tickTimeMs() / TICK_PARTS);
    }

    private void work() {
        List<SessionReport.Heard> heard = sessions.heardHere();
        switch (leadership.standing()) {
            case LEADING -> {
                sessions.heard(heard);
                sessions.expire();
                duties.run(raft);
                if (!config.ensemble().isStandalone()) {
                    mirror.run(raft, members);
                }
            }
            case FOLLOWING -> {
                if (!membership.peers().report(new SessionReport(raft.term(), heard))) {
                    LOG.debug("no way to the leader for a report of {} sessions now", heard.size());
                }
            }
            case ALONE -> leaveAlone();
        }
        batcher.move();
    }

    /** Clients of a server that has not seen a leader for long had better look for another server. */
    private void leaveAlone() {
        long aloneMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - leadership.sinceNanos());
        if (!raft.isMember()) {
            gate.connections().closeAll("this server is no member of the ensemble");
        } else if (config.ensemble().readOnlyModeEnabled()) {
            readOnly(aloneMs);
        } else if (aloneMs > config.ensemble().syncLimitMs()) {
            gate.connections().closeAll("no leader for " + aloneMs + " ms");
        }
    }

    /** As ZooKeeper 3.9.5, which waits as long before it takes itself for cut off. */
    private void readOnly(long aloneMs) {
        if (aloneMs > Math.max(READ_ONLY_AFTER_MS, config.ensemble().tickTimeMs()) && gate.beginReadOnly()) {
            LOG.info("no leader for {} ms: serving those who only read", aloneMs);
            gate.connections().closeAll("this server serves reads only");
        }
        if (gate.isReadOnly()) {
            gate.connections().closeSilent();
        }
    }

    /** Whether clients are served now. Any thread. */
    public boolean isServing() {
        return leadership.standing() != Leadership.Standing.ALONE;
    }

    /** Where clients connect: the unencrypted port, unless there is the other one only. */
    public InetSocketAddress clientAddress() {
        return listener.addresses().get(0);
    }

    /** Stops serving, and writes what is not written. */
    @Override
    public void close() {
        audit.serverStops();
        ticking.cancel(false);
        handOver();
        timer.shutdownNow();
        listener.close();
        batcher.stop();
        boolean isQuiet = endReplication();
        membership.peers().close();
        loops.close();
        reconfigWorker.shutdownNow();
        loaders.shutdownNow();
        finishAudit();
        if (isQuiet) {
            published.store().close();
        }
        LOG.info("stopped");
    }

    /** Whether nobody uses the store any more. If not, it is left as a crash would leave it, which the next start mends. */
    private boolean endReplication() {
        try {
            raft.close();
            return true;
        } catch (IOException failed) {
            LOG.error("replication did not stop cleanly; the store is left as it is", failed);
            return false;
        }
    }

    /** Clients that leave find a leader already. */
    private void handOver() {
        try {
            if (raft.handOver().toCompletableFuture().get(HAND_OVER_PATIENCE_S, TimeUnit.SECONDS)) {
                LOG.info("another server leads now");
            }
        } catch (ExecutionException | TimeoutException failed) {
            LOG.warn("the leadership was not handed over", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was done is to be written down. */
    private void finishAudit() {
        auditor.shutdown();
        try {
            if (!auditor.awaitTermination(AUDIT_PATIENCE_S, TimeUnit.SECONDS)) {
                LOG.warn("the audit log was not written to its end");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** What becomes of sessions, to those who keep time. */
    private final class SessionEvents implements Publisher.SessionListener {
        @Override
        public void attached(Session session) {
            sessions.attached(session.id());
        }

        @Override
        public void ended(long sessionId) {
            sessions.ended(sessionId);
        }
    }

    /** What concerns the whole server. */
    private final class ReplicaEvents implements Replica.Listener {
        @Override
        public void leads(long term) {
            sessions.startLeading();
            duties.startLeading();
            mirror.startLeading();
        }

        @Override
        public void leaderIs(OptionalInt leader) {
            membership.peers().follow(leader);
        }

        @Override
        public void checkpointMade(long tookMs) {
            statistics.measured(Timing.SNAPSHOT_TIME, tookMs);
        }

        @Override
        public boolean hasClients() {
            return !gate.connections().isEmpty();
        }

        @Override
        public void dropClients(String reason) {
            gate.connections().closeAll(reason);
        }
    }
}
