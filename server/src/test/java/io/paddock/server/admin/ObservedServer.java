package io.paddock.server.admin;

import io.paddock.server.config.ConfigException;
import io.paddock.server.config.EnsembleMember;
import io.paddock.server.config.ServerConfig;
import io.paddock.server.config.Surroundings;
import io.paddock.server.config.ZooCfgParser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A server with the values that a real ZooKeeper 3.9.5 had when the golden texts were taken from it. */
final class ObservedServer implements ServerStatus {
    static final String STANDALONE = """
            tickTime=2000
            dataDir=/data
            clientPort=42181
            maxClientCnxns=0
            4lw.commands.whitelist=*
            """;
    static final String ENSEMBLE = """
            tickTime=2000
            initLimit=10
            syncLimit=5
            dataDir=/data
            clientPort=42191
            maxClientCnxns=0
            4lw.commands.whitelist=*
            server.1=127.0.0.1:42292:42392
            server.2=127.0.0.1:42293:42393
            server.3=127.0.0.1:42294:42394
            """;

    private static final long SESSION = 0x100000f34880000L;
    private static final long NOW_MS = 1_795_308_920_000L;

    boolean isServing = true;
    ServerMode mode = ServerMode.STANDALONE;
    private final ServerConfig config;
    private final ConnectionStatistics client = new ConnectionStatistics();
    private final ConnectionStatistics asker = new ConnectionStatistics();

    ObservedServer(String zooCfg) throws ConfigException {
        Surroundings surroundings = new Surroundings(Map.of(), path -> Optional.of("1"), 1 << 30);
        config = ZooCfgParser.parse("zoo.cfg", zooCfg, surroundings).config();
        for (int i = 0; i < 139; i++) {
            client.packetReceived();
            client.packetSent();
        }
        client.answered(1, 0x84, "CREA", 0, 66);
        for (int i = 0; i < 20; i++) {
            client.answered(2, 0x84, "CREA", 0, 1);
        }
        client.answered(0x8a, 0x85, "ADDW", 1_244_156, 1_244_156);
        client.answered(-2, 0x85, "ADDW", 1_244_156, 1_244_156);
        asker.packetReceived();
    }

    @Override
    public boolean isServing() {
        return isServing;
    }

    @Override
    public ServerMode mode() {
        return mode;
    }

    @Override
    public String version() {
        return "3.9.5-293c895a8d966a3ecb92872be4a1daf87d725da2, built on 2026-02-11 20:18 UTC";
    }

    @Override
    public ServerConfig config() {
        return config;
    }

    @Override
    public long lastZxid() {
        return 0x85;
    }

    @Override
    public long outstandingRequests() {
        return 0;
    }

    @Override
    public long uptimeMs() {
        return 248_555;
    }

    @Override
    public TreeFigures tree() {
        return new TreeFigures(137, 2, 13_590);
    }

    @Override
    public List<ConnectionStatus> connections() {
        return List.of(
                new ConnectionStatus(
                        address(43272), 1, 0, SESSION, 30_000, 1_795_308_908_230L, NOW_MS + 25_000, client.figures()),
                new ConnectionStatus(address(43288), 0, 0, 0, 0, NOW_MS, NOW_MS + 5_000, asker.figures()));
    }

    private static InetSocketAddress address(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("expected four bytes to be an address", e);
        }
    }

    @Override
    public List<SessionStatus> sessions() {
        return List.of(new SessionStatus(SESSION, 30_000, NOW_MS + 21_000));
    }

    @Override
    public SortedMap<Long, List<String>> ephemerals() {
        return new TreeMap<>(Map.of(SESSION, List.of("/e1", "/e2")));
    }

    @Override
    public List<WatcherStatus> watchers() {
        return List.of(new WatcherStatus(SESSION, List.of("/p", "/r", "/a1", "/nope")));
    }

    @Override
    public long watchCount() {
        return 6;
    }

    @Override
    public StorageFigures storage() {
        return new StorageFigures("/data/version-2", 67_109_358, "/data/version-2", 67_109_358);
    }

    @Override
    public List<EnsembleMember> members() {
        return config.ensemble().members();
    }

    @Override
    public long membersVersion() {
        return 0;
    }

    @Override
    public LeaderFigures leader() {
        return new LeaderFigures(963, 2, 0, 0);
    }

    @Override
    public DigestStatus digest() {
        SortedMap<Long, Long> history = new TreeMap<>();
        for (long index = 1; index <= 200; index++) {
            history.put(index, index * 16);
        }
        return new DigestStatus(200, 3, 0x85, -2, history);
    }

    @Override
    public RaftStatus raft() {
        return new RaftStatus("LEADER", 1, 3, 201, 200, -1, 0, 202, new TreeMap<>(Map.of(2, "h2:1", 3, "h3:1")));
    }

    @Override
    public Map<String, String> environment() {
        return EnvironmentListing.of(version(), "localhost", Map.of("java.version", "17.0.15"), Runtime.getRuntime());
    }

    @Override
    public FileDescriptors fileDescriptors() {
        return new FileDescriptors(41, 20_000);
    }

    @Override
    public double connectionDropProbability() {
        return 0;
    }

    @Override
    public SortedMap<String, Number> furtherMetrics() {
        return new TreeMap<>(Map.of("store_cache_bytes", 12L));
    }

    @Override
    public void resetConnectionStatistics() {
        client.reset();
        asker.reset();
    }
}
