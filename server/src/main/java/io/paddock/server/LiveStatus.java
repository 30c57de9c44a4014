package io.paddock.server;

import io.paddock.machine.CoordinationMachine;
import io.paddock.server.admin.ConnectionStatus;
import io.paddock.server.admin.EnvironmentListing;
import io.paddock.server.admin.ProductVersion;
import io.paddock.server.admin.ServerMode;
import io.paddock.server.admin.ServerStatus;
import io.paddock.server.config.EnsembleMember;
import io.paddock.server.config.ServerConfig;
import io.paddock.server.ensemble.ConfigNode;
import io.paddock.server.net.ClientConnection;
import io.paddock.server.raft.PeerState;
import io.paddock.server.raft.RaftNode;
import io.paddock.server.request.Published;
import io.paddock.server.request.RequestPipeline;
import io.paddock.store.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** This server as its operator sees it, now. Any thread but the apply thread. */
final class LiveStatus implements ServerStatus {

    private static final int SYNCED_MS_MAX = 10_000;
    private static final int INTEREST_READ = 1;

    private final ServerConfig config;
    private final Published published;
    private final Leadership leadership;
    private final ServerGate gate;
    private final RaftNode raft;
    private final ConfigNode ensemble;
    private final DataDirectory data;
    private final SessionDuties duties;

    LiveStatus(
            ServerConfig config,
            Published published,
            Leadership leadership,
            ServerGate gate,
            RaftNode raft,
            ConfigNode ensemble,
            DataDirectory data,
            SessionDuties duties) {
        this.duties = duties;
        this.ensemble = ensemble;
        this.config = config;
        this.published = published;
        this.leadership = leadership;
        this.gate = gate;
        this.raft = raft;
        this.data = data;
    }

    @Override
    public boolean isServing() {
        return gate.isServing() || gate.isReadOnly();
    }

    @Override
    public ServerMode mode() {
        if (config.ensemble().isStandalone()) {
            return ServerMode.STANDALONE;
        }
        if (gate.isReadOnly()) {
            return ServerMode.READ_ONLY;
        }
        if (leadership.standing() == Leadership.Standing.LEADING) {
            return ServerMode.LEADER;
        }
        return raft.isObserver() ? ServerMode.OBSERVER : ServerMode.FOLLOWER;
    }

    @Override
    public String version() {
        return ProductVersion.text();
    }

    @Override
    public ServerConfig config() {
        return config;
    }

    @Override
    public long lastZxid() {
        return published.zxid();
    }

    @Override
    public long outstandingRequests() {
        return gate.path().batcher().outstanding();
    }

    @Override
    public long uptimeMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - leadership.sinceNanos());
    }

    @Override
    public TreeFigures tree() {
        return read(machine -> {
            Position position = machine.position();
            // ZooKeeper 3.9.5 counts the root twice: as "/" and as "".
            return new TreeFigures(position.znodes() + 1, machine.sessions().ephemeralCount(), position.dataBytes());
        });
    }

    private <T> T read(Function<CoordinationMachine, T> reader) {
        published.lock().lockShared();
        try {
            return reader.apply(published.machine());
        } finally {
            published.lock().unlockShared();
        }
    }

    @Override
    public List<ConnectionStatus> connections() {
        return gate.connections().all().stream().map(this::status).toList();
    }

    private ConnectionStatus status(ClientConnection connection) {
        RequestPipeline pipeline = connection.pipeline();
        long silentMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - pipeline.lastHeardNanos());
        return new ConnectionStatus(
                connection.remoteAddress() instanceof InetSocketAddress inet
                        ? inet
                        : InetSocketAddress.createUnresolved("local", 0),
                connection.isWord() ? 0 : INTEREST_READ,
                pipeline.queued(),
                pipeline.sessionId(),
                pipeline.timeoutMs(),
                connection.establishedMs(),
                expiry(System.currentTimeMillis() - silentMs, pipeline.timeoutMs()),
                pipeline.statistics().figures());
    }

    /** As ZooKeeper 3.9.5, which looks after silent connections as seldom as it waits for the first word of a new one. */
    private long expiry(long heardMs, int timeoutMs) {
        long freshMs = config.sessions().handshakeTimeoutMs();
        return roundedUp(heardMs + (timeoutMs == 0 ? freshMs : timeoutMs), freshMs);
    }

    @Override
    public List<SessionStatus> sessions() {
        boolean isLeader = leadership.standing() == Leadership.Standing.LEADING;
        long nowMs = System.currentTimeMillis();
        return read(machine -> {
            List<SessionStatus> sessions = new ArrayList<>();
            machine.sessions()
                    .forEach(session -> sessions.add(new SessionStatus(
                            session.id(),
                            session.timeoutMs(),
                            isLeader
                                    ? roundedUp(
                                            nowMs + duties.remainingMs(session),
                                            config.ensemble().tickTimeMs())
                                    : -1)));
            return sessions;
        });
    }

    /** What is looked at once in a while only, ends together if it ends at about the same time. */
    private static long roundedUp(long timeMs, long stepMs) {
        return (timeMs / stepMs + 1) * stepMs;
    }

    @Override
    public SortedMap<Long, List<String>> ephemerals() {
        return read(machine -> {
            SortedMap<Long, List<String>> ephemerals = new TreeMap<>();
            for (long session : machine.sessions().ephemeralOwners()) {
                ephemerals.put(session, machine.sessions().ephemerals(session));
            }
            return ephemerals;
        });
    }

    @Override
    public List<WatcherStatus> watchers() {
        Map<RequestPipeline, List<String>> paths = published.watches().byWatcher();
        List<WatcherStatus> watchers = new ArrayList<>();
        paths.forEach((pipeline, watched) -> watchers.add(new WatcherStatus(pipeline.sessionId(), watched)));
        return watchers;
    }

    @Override
    public long watchCount() {
        return published.watches().size();
    }

    @Override
    public StorageFigures storage() {
        return new StorageFigures(
                data.root().toAbsolutePath().toString(),
                bytesBelow(data.root()),
                data.logRoot().toAbsolutePath().toString(),
                bytesBelow(data.log()));
    }

    private static long bytesBelow(Path directory) {
        SizeCount count = new SizeCount();
        try {
            Files.walkFileTree(directory, count);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return count.bytes;
    }

    /** Adds up the lengths of files; those that go while it looks count for nothing. */
    private static final class SizeCount extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += attributes.size();
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
            return FileVisitResult.CONTINUE;
        }
    }

    @Override
    public List<EnsembleMember> members() {
        return ensemble.read().ensemble().members();
    }

    @Override
    public long membersVersion() {
        return ensemble.read().ensemble().version();
    }

    @Override
    public LeaderFigures leader() {
        if (leadership.standing() != Leadership.Standing.LEADING) {
            return new LeaderFigures(0, 0, 0, 0);
        }
        List<PeerState> peers = raft.status().peers();
        return new LeaderFigures(
                uptimeMs(),
                (int) peers.stream()
                        .filter(peer -> !peer.observer() && isSynced(peer))
                        .count(),
                (int) peers.stream()
                        .filter(peer -> peer.observer() && isSynced(peer))
                        .count(),
                0);
    }

    private static boolean isSynced(PeerState peer) {
        return peer.silentMs() < SYNCED_MS_MAX;
    }

    @Override
    public DigestStatus digest() {
        return read(machine -> {
            Position position = machine.position();
            return new DigestStatus(
                    position.index(),
                    position.term(),
                    position.zxid(),
                    position.digest(),
                    published.digests().byIndex());
        });
    }

    @Override
    public RaftStatus raft() {
        io.paddock.server.raft.RaftStatus status = raft.status();
        SortedMap<Integer, String> peers = new TreeMap<>();
        status.peers()
                .forEach(peer ->
                        peers.put(peer.id(), "match " + peer.matchIndex() + ", silent for " + peer.silentMs() + " ms"));
        return new RaftStatus(
                status.role().name().toLowerCase(java.util.Locale.ROOT),
                status.leader().orElse(-1),
                status.term(),
                status.committedIndex(),
                status.appliedIndex(),
                status.snapshotIndex(),
                status.firstIndex(),
                status.lastIndex(),
                peers);
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> properties = new HashMap<>();
        System.getProperties().stringPropertyNames().forEach(name -> properties.put(name, System.getProperty(name)));
        return EnvironmentListing.of(
                version(), InetAddress.getLoopbackAddress().getHostName(), properties, Runtime.getRuntime());
    }

    @Override
    public FileDescriptors fileDescriptors() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? new FileDescriptors(unix.getOpenFileDescriptorCount(), unix.getMaxFileDescriptorCount())
                : new FileDescriptors(-1, -1);
    }

    @Override
    public double connectionDropProbability() {
        return gate.traffic().tokens().dropChance();
    }

    @Override
    public SortedMap<String, Number> furtherMetrics() {
        io.paddock.server.raft.RaftStatus status = raft.status();
        SortedMap<String, Number> metrics = new TreeMap<>();
        metrics.put("raft_term", status.term());
        metrics.put("raft_leader_id", status.leader().orElse(-1));
        metrics.put("raft_committed_index", status.committedIndex());
        metrics.put("raft_applied_index", status.appliedIndex());
        metrics.put("raft_snapshot_index", status.snapshotIndex());
        metrics.put("raft_log_first_index", status.firstIndex());
        metrics.put("raft_log_last_index", status.lastIndex());
        metrics.put("raft_log_bytes", bytesBelow(data.log()));
        metrics.put("raft_log_bytes_since_snapshot", status.bytesSinceSnapshot());
        status.peers()
                .forEach(peer ->
                        metrics.put("raft_peer_" + peer.id() + "_lag_entries", status.lastIndex() - peer.matchIndex()));
        return metrics;
    }

    @Override
    public void resetConnectionStatistics() {
        gate.connections()
                .all()
                .forEach(connection -> connection.pipeline().statistics().reset());
    }
}
