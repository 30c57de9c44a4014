package io.paddock.server;

import io.paddock.machine.CoordinationMachine;
import io.paddock.server.admin.FourLetterWords;
import io.paddock.server.admin.ServerStatistics;
import io.paddock.server.admin.ServerStatus;
import io.paddock.server.config.EnsembleMember;
import io.paddock.server.config.EnsembleSettings;
import io.paddock.server.config.HostPort;
import io.paddock.server.config.Role;
import io.paddock.server.config.ServerConfig;
import io.paddock.server.net.ClientListener;
import io.paddock.server.peer.IdentityMarker;
import io.paddock.server.peer.PeerAddress;
import io.paddock.server.peer.PeerChannel;
import io.paddock.server.peer.PeerHandler;
import io.paddock.server.peer.PeerSettings;
import io.paddock.server.peer.SessionReport;
import io.paddock.server.peer.Standing;
import io.paddock.server.raft.FatalHandler;
import io.paddock.server.raft.LogLimits;
import io.paddock.server.raft.RaftMember;
import io.paddock.server.raft.RaftNode;
import io.paddock.server.raft.RaftSettings;
import io.paddock.server.raft.RaftTimeouts;
import io.paddock.server.raft.SnapshotFiles;
import io.paddock.server.raft.StartMode;
import io.paddock.server.raft.SubmitOutcome;
import io.paddock.server.request.BatchSettings;
import io.paddock.server.request.ColdLoader;
import io.paddock.server.request.EntryLog;
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
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
    private static final int BATCH_REQUESTS_MAX = 1000;
    private static final int ENTRIES_IN_FLIGHT_MAX = 4;
    private static final long CHILD_SETS_BYTES_MIN = 1 << 20;
    private static final String LOOPBACK = "127.0.0.1";

    private final ServerConfig config;
    private final FatalHandler fatal;
    private final Consumer<String> onServing;
    private final AtomicBoolean hasServed = new AtomicBoolean();
    private final DataDirectory data;
    private final ScheduledExecutorService timer;
    private final ExecutorService loaders;
    private final Published published;
    private final WriteBatcher batcher;
    private final Thread batcherThread;
    private final Leadership leadership;
    private final SessionDuties sessions;
    private final PeerChannel peers;
    private final RaftSettings raftSettings;
    private final RaftNode raft;
    private final ServerGate gate;
    private ClientListener listener;
    private ScheduledFuture<?> ticking;
    private volatile boolean hasStarted;

    private PaddockServer(ServerConfig config, FatalHandler fatal, Consumer<String> onServing) throws IOException {
        this.config = config;
        this.fatal = fatal;
        this.onServing = onServing;
        this.data =
                new DataDirectory(config.storage().dataDir(), config.storage().dataLogDir());
        data.prepare();
        int id = ownId(config);
        IdentityMarker identity =
                IdentityMarker.open(data.root(), config.ensemble().clusterName(), id, System.currentTimeMillis());
        timer = Executors.newSingleThreadScheduledExecutor(new NamedThreads("timer", fatal));
        loaders = Executors.newFixedThreadPool(LOADER_THREADS, new NamedThreads("loader", fatal));
        StateStore store = open(data.store(data.newestStore()));
        published = new Published(store, CoordinationMachine.open(store));
        batcher = new WriteBatcher(
                batchSettings(id, identity.incarnation()), this::submit, this::forward, System::currentTimeMillis);
        batcherThread = new NamedThreads("batcher", fatal).newThread(batcher);
        ServerStatistics statistics = new ServerStatistics();
        RequestPath path = new RequestPath(published, batcher, new ReadService(), new ColdLoader(loaders), statistics);
        leadership = new Leadership(id, batcher, this::standingChanged);
        sessions = new SessionDuties(
                published, batcher, new Owner(id, 0), config.ensemble().tickTimeMs());
        SessionIds sessionIds = new SessionIds(id, identity.incarnation());
        gate = new ServerGate(config, path, leadership, sessionIds, id, identity.incarnation(), loaders);
        Publisher publisher = new Publisher(id, identity.incarnation(), path, new SessionEvents());
        SnapshotFiles snapshots = SnapshotFiles.open(data.checkpoints());
        raftSettings = raftSettings(id);
        peers = new PeerChannel(peerSettings(), identity, data.root(), snapshots, new PeerEvents(), fatal);
        Replica replica = new Replica(data, this::open, published, publisher, leadership, new ReplicaEvents());
        raft = new RaftNode(raftSettings, replica, snapshots, peers, peers::membersChanged, fatal);
        ServerStatus status = new LiveStatus(config, published, leadership, gate, raft, data);
        gate.answerWordsWith(new FourLetterWords(config, status, statistics));
    }

    /**
     * Starts a server; when it returns, it is on its way to serve.
     *
     * @param fatal ends the process when going on would not be safe
     * @param onServing hears the clients' address, once, when clients are served for the first time
     * @throws IOException when it cannot start
     */
    public static PaddockServer start(ServerConfig config, FatalHandler fatal, Consumer<String> onServing)
            throws IOException {
        PaddockServer server = new PaddockServer(config, fatal, onServing);
        try {
            server.open();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("told to stop while it started", stopped);
        }
        return server;
    }

    private void open() throws IOException, InterruptedException {
        HostPort listen = config.clientPort().listen();
        listener = ClientListener.open(listen.resolve(), loopCount(), gate);
        peers.start();
        StartMode mode =
                peers.admit(RaftNode.hasHistory(raftSettings), config.storage().allowsWipedServer());
        raft.start(mode);
        hasStarted = true;
        batcherThread.start();
        long periodMs = Math.max(1, config.ensemble().tickTimeMs() / TICK_PARTS);
        ticking = timer.scheduleWithFixedDelay(this::tick, periodMs, periodMs, TimeUnit.MILLISECONDS);
    }

    private int loopCount() {
        int asked = config.clientPort().eventLoopThreads();
        return asked > 0 ? asked : Runtime.getRuntime().availableProcessors();
    }

    private static int ownId(ServerConfig config) {
        return config.ensemble().isStandalone()
                ? STANDALONE_ID
                : config.ensemble().serverId();
    }

    private StateStore open(Path directory) {
        long cache = config.storage().cacheBytesMax();
        StoreSettings settings = StoreSettings.DEFAULT.withCaches(cache, Math.max(CHILD_SETS_BYTES_MIN, cache / 3));
        return WriteBehindStore.open(
                directory, settings, cause -> fatal.halt("the store on disk can be written no more", cause));
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
                ENTRIES_IN_FLIGHT_MAX);
    }

    private RaftSettings raftSettings(int id) {
        EnsembleSettings ensemble = config.ensemble();
        RaftTimeouts timeouts = RaftTimeouts.ofTicks(ensemble.tickTimeMs(), ensemble.syncLimitTicks());
        List<RaftMember> members = ensemble.isStandalone()
                ? List.of(new RaftMember(STANDALONE_ID, LOOPBACK, freePort(), freePort(), false, ""))
                : ensemble.members().stream().map(PaddockServer::member).toList();
        LogLimits usual = LogLimits.USUAL;
        return new RaftSettings(
                id,
                ensemble.clusterName(),
                members,
                data.log(),
                ensemble.quorumListenOnAllIps() ? "" : memberOf(members, id).host(),
                ensemble.isStandalone() ? timeouts.alone() : timeouts,
                new LogLimits(
                        usual.entryBytesMax(),
                        config.storage().snapshotLogBytes(),
                        usual.snapshotEntries(),
                        Math.min(usual.retainedBytes(), config.storage().snapshotLogBytes()),
                        config.storage().logEntriesKept()),
                Optional.empty());
    }

    private static RaftMember memberOf(List<RaftMember> members, int id) {
        return members.stream().filter(member -> member.id() == id).findFirst().orElseThrow();
    }

    private PeerSettings peerSettings() {
        RaftMember self = memberOf(raftSettings.members(), raftSettings.serverId());
        Map<Integer, PeerAddress> others = raftSettings.members().stream()
                .filter(member -> member.id() != self.id())
                .collect(Collectors.toMap(RaftMember::id, member -> new PeerAddress(member.host(), member.peerPort())));
        return new PeerSettings(
                self.id(),
                raftSettings.cluster(),
                raftSettings.bindHost(),
                self.peerPort(),
                others,
                PeerSettings.FRAME_BYTES_MAX,
                config.ensemble().syncLimitMs(),
                config.ensemble().tickTimeMs(),
                Optional.empty());
    }

    /** A standalone server's Raft speaks to nobody, but wants a port. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
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

    private void submit(byte[] entry, EntryLog.Done done) {
        raft.submit(entry, outcome -> done.done(outcome == SubmitOutcome.APPLIED));
    }

    private void forward(byte[] batch) {
        if (!peers.send(batch)) {
            LOG.debug("no way to the leader for {} bytes now", batch.length);
        }
    }

    private void standingChanged() {
        if (isServing() && hasServed.compareAndSet(false, true)) {
            InetSocketAddress address = listener.address();
            onServing.accept(address.getHostString() + ":" + address.getPort());
        }
    }

    private void tick() {
        List<SessionReport.Heard> heard = sessions.heardHere();
        switch (leadership.standing()) {
            case LEADING -> {
                sessions.heard(heard);
                sessions.expire();
            }
            case FOLLOWING -> {
                if (!peers.report(new SessionReport(raft.term(), heard))) {
                    LOG.debug("no way to the leader for a report of {} sessions now", heard.size());
                }
            }
            case ALONE -> leaveAlone();
        }
    }

    /** Clients of a server that has not seen a leader for long had better look for another server. */
    private void leaveAlone() {
        long aloneMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - leadership.sinceNanos());
        if (aloneMs > config.ensemble().syncLimitMs()) {
            gate.connections().closeAll("no leader for " + aloneMs + " ms");
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
        ticking.cancel(false);
        timer.shutdownNow();
        listener.close();
        batcher.stop();
        try {
            raft.close();
        } catch (IOException failed) {
            LOG.error("replication did not stop cleanly", failed);
        }
        peers.close();
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
        public void leaderIs(OptionalInt leader) {
            peers.follow(leader);
        }

        @Override
        public void dropClients(String reason) {
            gate.connections().closeAll(reason);
        }
    }

    /** What comes from other servers. */
    private final class PeerEvents implements PeerHandler {
        @Override
        public boolean onBatch(int server, byte[] batch) {
            return batcher.addForwarded(batch);
        }

        @Override
        public void onSessionReport(int server, SessionReport report) {
            sessions.heard(report.sessions());
        }

        @Override
        public void onChannelUp(int leader) {
            leadership.channelUp(leader);
        }

        @Override
        public void onChannelDown(int leader) {
            leadership.channelDown(leader);
        }

        /** It may become leader yet, or another one is found; what it refused is sent again then, or when it is overdue. */
        @Override
        public void onNotLeader(int server) {
            LOG.debug("server {} does not lead", server);
        }

        @Override
        public Standing standing(int server) {
            List<RaftMember> members = hasStarted ? raft.members() : List.of();
            if (members.isEmpty()) {
                return Standing.UNDECIDED;
            }
            return members.stream().anyMatch(member -> member.id() == server) ? Standing.MEMBER : Standing.STRANGER;
        }

        @Override
        public byte[] status() {
            return raft.status().toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}
