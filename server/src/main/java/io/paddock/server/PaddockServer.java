package io.paddock.server;

import io.paddock.machine.CoordinationMachine;
import io.paddock.server.admin.FourLetterWords;
import io.paddock.server.admin.ServerStatistics;
import io.paddock.server.config.EnsembleMember;
import io.paddock.server.admin.FourLetterWords;
import io.paddock.server.admin.ServerStatistics;
import io.paddock.server.config.EnsembleSettings;
import io.paddock.server.config.HostPort;
import io.paddock.server.config.Role;
import io.paddock.server.config.ServerConfig;
import io.paddock.server.net.ClientListener;
import io.paddock.server.net.ConnectionLimits;
import io.paddock.server.raft.FatalHandler;
import io.paddock.server.raft.LogLimits;
import io.paddock.server.raft.LogPosition;
import io.paddock.server.raft.RaftMember;
import io.paddock.server.raft.RaftNode;
import io.paddock.server.raft.RaftSettings;
import io.paddock.server.raft.RaftTimeouts;
import io.paddock.server.raft.SnapshotFiles;
import io.paddock.server.raft.StartMode;
import io.paddock.server.raft.SubmitOutcome;
import io.paddock.server.request.BatchSettings;
import io.paddock.server.request.ColdLoader;
import io.paddock.server.request.Published;
import io.paddock.server.request.Publisher;
import io.paddock.server.request.ReadService;
import io.paddock.server.request.RequestPath;
import io.paddock.server.request.WriteBatcher;
import io.paddock.server.session.SessionIds;
import io.paddock.session.Owner;
import io.paddock.session.Session;
import io.paddock.store.StateStore;
import io.paddock.store.StoreSettings;
import io.paddock.store.WriteBehindStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server: wires all parts, starts them in the order in which they need each other, and stops them in the other one.
 *
 * <p>Started and closed by one thread each.
 */
public final class PaddockServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PaddockServer.class);
    private static final int STANDALONE_ID = 1;
    private static final int LOADER_THREADS = 2;
    private static final int TICK_PARTS = 2;

    private final ServerConfig config;
    private final FatalHandler fatal;
    private final Consumer<String> onServing;
    private final AtomicBoolean hasServed = new AtomicBoolean();
    private final ScheduledExecutorService timer;
    private final ExecutorService loaders;
    private final Published published;
    private final WriteBatcher batcher;
    private final Thread batcherThread;
    private final Leadership leadership;
    private final SessionDuties sessions;
    private final RaftNode raft;
    private final ServerGate gate;
    private ClientListener listener;

    private PaddockServer(ServerConfig config, FatalHandler fatal, Consumer<String> onServing) throws IOException {
        this.config = config;
        this.fatal = fatal;
        this.onServing = onServing;
        int id = ownId(config);
        DataDirectory data =
                new DataDirectory(config.storage().dataDir(), config.storage().dataLogDir());
        data.prepare();
        long incarnation = System.currentTimeMillis();
        timer = Executors.newSingleThreadScheduledExecutor(new NamedThreads("timer", fatal));
        loaders = Executors.newFixedThreadPool(LOADER_THREADS, new NamedThreads("loader", fatal));
        StateStore store = open(data.store(data.newestStore()));
        published = new Published(store, CoordinationMachine.open(store));
        batcher = new WriteBatcher(batchSettings(id, incarnation), this::submit, this::forward, System::currentTimeMillis);
        batcherThread = new NamedThreads("batcher", fatal).newThread(batcher);
        ServerStatistics statistics = new ServerStatistics();
        RequestPath path = new RequestPath(
                published, batcher, new ReadService(), new ColdLoader(loaders), statistics);
        leadership = new Leadership(id, batcher, this::standingChanged);
        sessions = new SessionDuties(
                published, batcher, new Owner(id, 0), config.ensemble().tickTimeMs());
        gate = new ServerGate(config, path, leadership, new SessionIds(id, incarnation), id, incarnation, loaders);
        Publisher publisher = new Publisher(id, incarnation, path, new SessionEvents());
        Replica replica = new Replica(data, this::open, published, publisher, leadership, new ReplicaEvents());
        raft = new RaftNode(
                raftSettings(id, data),
                replica,
                SnapshotFiles.open(data.checkpoints()),
                (server, target) -> CompletableFuture.completedFuture(Optional.empty()),
                members -> {},
                fatal);
        gate.answerWordsWith(new FourLetterWords(
                config, new LiveStatus(config, published, leadership, gate, raft, data), statistics));
    }

    /**
     * Starts a server; when it returns, it is on its way to serve.
     *
     * @param fatal ends the process when going on would not be safe
     * @param onServing hears the clients' address, once, when clients are served for the first time
     * @throws IOException when it cannot start; what was started is stopped
     */
    public static PaddockServer start(ServerConfig config, FatalHandler fatal, Consumer<String> onServing)
            throws IOException {
        PaddockServer server = new PaddockServer(config, fatal, onServing);
        server.open();
        return server;
    }

    private void open() throws IOException {
        HostPort listen = config.clientPort().listen();
        listener = ClientListener.open(listen.resolve(), loopCount(), gate);
        raft.start(StartMode.FOUNDING);
        batcherThread.start();
        long periodMs = Math.max(1, config.ensemble().tickTimeMs() / TICK_PARTS);
        timer.scheduleWithFixedDelay(this::tick, periodMs, periodMs, TimeUnit.MILLISECONDS);
    }

    private int loopCount() {
        int asked = config.clientPort().eventLoopThreads();
        return asked > 0 ? asked : Runtime.getRuntime().availableProcessors();
    }

    private static int ownId(ServerConfig config) {
        return config.ensemble().isStandalone() ? STANDALONE_ID : config.ensemble().serverId();
    }

    private StateStore open(java.nio.file.Path directory) {
        long cache = config.storage().cacheBytesMax();
        StoreSettings settings = StoreSettings.DEFAULT.withCaches(cache, Math.max(1 << 20, cache / 3));
        return WriteBehindStore.open(
                directory, settings, cause -> fatal.halt("the store on disk can be written no more", cause));
    }

    private BatchSettings batchSettings(int id, long incarnation) {
        return new BatchSettings(
                id,
                incarnation,
                config.znodes().enforcesQuota(),
                1000,
                config.requests().batchBytesMax(),
                config.requests().batchesInFlightMax(),
                config.requests().batchBytesMax(),
                4);
    }

    private RaftSettings raftSettings(int id, DataDirectory data) {
        EnsembleSettings ensemble = config.ensemble();
        RaftTimeouts timeouts = RaftTimeouts.ofTicks(ensemble.tickTimeMs(), ensemble.syncLimitTicks());
        List<RaftMember> members = ensemble.isStandalone()
                ? List.of(new RaftMember(STANDALONE_ID, "127.0.0.1", freePort(), freePort(), false, ""))
                : ensemble.members().stream().map(PaddockServer::member).toList();
        return new RaftSettings(
                id,
                ensemble.clusterName(),
                members,
                data.log(),
                ensemble.quorumListenOnAllIps() ? "" : members.stream()
                        .filter(m -> m.id() == id).findFirst().orElseThrow().host(),
                ensemble.isStandalone() ? timeouts.alone() : timeouts,
                LogLimits.USUAL,
                Optional.empty());
    }

    private static int freePort() {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static RaftMember member(EnsembleMember member) {
        return new RaftMember(
                member.id(),
                member.raftAddress().host(),
                member.raftAddress().port(),
                member.peerAddress().port(),
                member.role() == Role.OBSERVER,
                member.clientAddress().isNone() ? "" : member.clientAddress().toString());
    }

    private void submit(byte[] entry, io.paddock.server.request.EntryLog.Done done) {
        raft.submit(entry, outcome -> done.done(outcome == SubmitOutcome.APPLIED));
    }

    private void forward(byte[] batch) {
        LOG.debug("no way to the leader for {} bytes", batch.length);
    }

    private void standingChanged() {
        if (isServing() && hasServed.compareAndSet(false, true)) {
            InetSocketAddress address = listener.address();
            onServing.accept(address.getHostString() + ":" + address.getPort());
        }
    }

    private void tick() {
        if (leadership.standing() == Leadership.Standing.LEADING) {
            sessions.heard(sessions.heardHere());
            sessions.expire();
        }
    }

    /** Whether clients are served now. Any thread. */
    public boolean isServing() {
        return leadership.standing() != Leadership.Standing.ALONE;
    }

    /** Where clients connect. */
    public InetSocketAddress clientAddress() {
        return listener.address();
    }

    /** Stops serving, and writes what is not written. */
    @Override
    public void close() {
        timer.shutdownNow();
        listener.close();
        batcher.stop();
        try {
            raft.close();
        } catch (IOException failed) {
            LOG.error("replication did not stop cleanly", failed);
        }
        loaders.shutdownNow();
        published.store().close();
        LOG.info("stopped");
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
        }

        @Override
        public void leaderIs(OptionalInt leader) {}

        @Override
        public void dropClients(String reason) {
            gate.connections().closeAll(reason);
        }
    }
}
