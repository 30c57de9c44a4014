package io.paddock.cluster.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.client.ChildCommand;
import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.workload.OfficialClient;
import io.paddock.shell.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator sees of an ensemble and of a server alone, side by side with a real ZooKeeper 3.9.5. */
final class BesideZooKeeperTest {
    private static final Path METRICS = Path.of("..", "docs", "METRICS.md");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Long enough that no ping disturbs the counts of a test. */
    private static final int TIMEOUT_MS = 40_000;

    /** All but hash, which is a known difference, and mntr, whose keys are compared; srst and crst first, so that counts begin alike. */
    private static final List<String> WORDS = List.of(
            "srst",
            "crst",
            "conf",
            "cons",
            "dirs",
            "dump",
            "envi",
            "gtmk",
            "isro",
            "ruok",
            "srvr",
            "stat",
            "stmk\0\0\0\0\0\0\0\7",
            "gtmk",
            "wchc",
            "wchp",
            "wchs",
            "nope");

    private static final List<String> COUNTED = List.of(
            "packets_received",
            "packets_sent",
            "bytes_received_count",
            "response_bytes",
            "watch_bytes",
            "cnt_readlatency",
            "cnt_updatelatency",
            "last_client_response_size",
            "max_client_response_size",
            "min_client_response_size",
            "connection_request_count",
            "cnt_node_created_watch_count",
            "cnt_node_changed_watch_count",
            "cnt_node_deleted_watch_count",
            "cnt_node_children_watch_count",
            "cnt_propagation_latency",
            "uptime",
            "znode_count",
            "approximate_data_size",
            "quorum_size");

    private static final List<String> COUNTED_BY_THE_LEADER = List.of(
            "proposal_count",
            "commit_count",
            "last_proposal_size",
            "min_proposal_size",
            "max_proposal_size",
            "leader_uptime",
            "learners",
            "synced_followers");

    private static final Map<ServerKind, LocalEnsemble> ENSEMBLES = new EnumMap<>(ServerKind.class);
    private static final Map<ServerKind, LocalEnsemble> ALONE = new EnumMap<>(ServerKind.class);

    /** Whom to ask. */
    enum Part {
        LEADER("leader"),
        FOLLOWER("follower"),
        STANDALONE("standalone");

        private final String role;

        Part(String role) {
            this.role = role;
        }

        ServerProcess of(ServerKind kind) {
            LocalEnsemble ensemble = (this == STANDALONE ? ALONE : ENSEMBLES).get(kind);
            return ensemble.servers().stream()
                    .filter(server -> server.words().role().equals(Optional.of(role)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        for (ServerKind kind : ServerKind.values()) {
            ENSEMBLES.put(kind, LocalEnsemble.start(settings(kind, 3)));
            ALONE.put(kind, LocalEnsemble.start(settings(kind, 1)));
            ENSEMBLES.get(kind).awaitLeader(PATIENCE);
        }
    }

    private static EnsembleSettings settings(ServerKind kind, int size) {
        return EnsembleSettings.of(kind, size).withConfig("enforceQuota", "true");
    }

    @AfterAll
    static void stop() {
        ENSEMBLES.values().forEach(LocalEnsemble::close);
        ALONE.values().forEach(LocalEnsemble::close);
    }

    @ParameterizedTest
    @EnumSource
    void everyWordIsAnsweredWithTheSameText(Part part) throws Exception {
        Map<ServerKind, String> answers = new EnumMap<>(ServerKind.class);
        for (ServerKind kind : ServerKind.values()) {
            answers.put(kind, wordsWhileAClientWorks(part.of(kind)));
        }

        assertThat(answers.get(ServerKind.PADDOCK)).isEqualTo(answers.get(ServerKind.ZOOKEEPER));
    }

    private static String wordsWhileAClientWorks(ServerProcess server) throws Exception {
        StringBuilder answers = new StringBuilder();
        try (OfficialClient client = OfficialClient.connect(server.connectString(), TIMEOUT_MS)) {
            ZooKeeper zk = client.zookeeper();
            for (String word : WORDS.subList(0, 2)) {
                answers.append(masked(server, word));
            }
            zk.create("/operator", new byte[10], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            zk.create("/operator/ephemeral", new byte[10], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
            zk.getData("/operator", event -> {}, null);
            zk.exists("/operator/not-there", event -> {});
            zk.getChildren("/operator", event -> {});
            zk.setData("/operator", new byte[20], -1);
            for (String word : WORDS.subList(2, WORDS.size())) {
                answers.append(masked(server, word));
            }
            zk.delete("/operator/ephemeral", -1);
            zk.delete("/operator", -1);
        }
        return answers.toString();
    }

    private static String masked(ServerProcess server, String word) throws IOException {
        return "--- " + word + "\n" + Masked.of(word, server.words().answer(word)) + "|\n";
    }

    @ParameterizedTest
    @EnumSource
    void mntrHasTheKeysOfZooKeeperButForThoseThatThePageNames(Part part) throws Exception {
        Set<String> zookeeper = keysAfterWork(part.of(ServerKind.ZOOKEEPER));
        Set<String> paddock = keysAfterWork(part.of(ServerKind.PADDOCK));
        Set<String> missing = without(zookeeper, paddock);
        Set<String> own = without(paddock, zookeeper);

        assertThat(missing).isSubsetOf(named("## Not told"));
        assertThat(own).isSubsetOf(named("## Paddock's own"));
        if (part == Part.LEADER) {
            assertThat(named("## Not told")).isEqualTo(missing);
            assertThat(named("## Paddock's own")).isEqualTo(own);
        }
    }

    /** The keys without what is summed up in them and whose they are, after work that brings all of them out. */
    private static Set<String> keysAfterWork(ServerProcess server) throws Exception {
        work(server);
        Set<String> keys = new TreeSet<>();
        for (String key : server.words().monitor().keySet()) {
            keys.add(key.replaceFirst("^zk_", "")
                    .replaceFirst("^(avg|min|max|cnt|sum|p50|p95|p99|p999)_(?!latency|client|proposal_size|file)", "")
                    .replaceFirst("^raft_peer_\\d+_", "raft_peer_*_")
                    .replaceFirst("^\\d+_learner", "*_learner")
                    .replaceFirst("^[a-z]+_(read|write|quota_.*)_per_namespace", "*_$1_per_namespace"));
        }
        return keys;
    }

    private static Set<String> without(Set<String> keys, Set<String> others) {
        Set<String> left = new TreeSet<>(keys);
        left.removeAll(others);
        return left;
    }

    /** The keys in the first column of the table below a heading. */
    private static Set<String> named(String heading) throws IOException {
        String page = Files.readString(METRICS);
        String section =
                page.substring(page.indexOf(heading) + heading.length()).split("\n## ", 2)[0];
        Set<String> keys = new TreeSet<>();
        for (String row : section.lines().filter(line -> line.startsWith("| `")).toList()) {
            Matcher key = Pattern.compile("`([^`]+)`").matcher(row.split(" \\| ", 2)[0]);
            while (key.find()) {
                assertThat(keys.add(key.group(1)))
                        .as("%s is there once", key.group(1))
                        .isTrue();
            }
        }
        return keys;
    }

    /** A client that writes, reads, watches, and runs into a quota. */
    private static void work(ServerProcess server) throws Exception {
        try (OfficialClient client = OfficialClient.connect(server.connectString(), TIMEOUT_MS)) {
            ZooKeeper zk = client.zookeeper();
            create(zk, "/limited", "x");
            create(zk, "/zookeeper/quota/limited", "");
            create(
                    zk,
                    "/zookeeper/quota/limited/zookeeper_limits",
                    "count=-1,bytes=-1=;byteHardLimit=1000;countHardLimit=2");
            create(zk, "/zookeeper/quota/limited/zookeeper_stats", "count=1,bytes=1");
            zk.getChildren("/limited", event -> {});
            zk.exists("/limited/one", event -> {});
            create(zk, "/limited/one", "x");
            zk.getData("/limited/one", event -> {}, null);
            zk.setData("/limited/one", new byte[5], -1);
            zk.getData("/limited/one", event -> {}, null);
            try {
                create(zk, "/limited/two", "x");
                throw new AssertionError("expected the quota to refuse it");
            } catch (KeeperException.QuotaExceededException expected) {
                assertThat(expected.getPath()).isEqualTo("/limited/two");
            }
            zk.delete("/limited/one", -1);
            zk.delete("/limited", -1);
        }
    }

    private static void create(ZooKeeper zk, String path, String data) throws Exception {
        if (zk.exists(path, false) == null) {
            zk.create(path, data.getBytes(StandardCharsets.UTF_8), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LEADER", "FOLLOWER"})
    void whatAServerDoesIsCounted(Part part) throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (ServerKind kind : ServerKind.values()) {
            ServerProcess server = part.of(kind);
            server.words().answer("srst");
            work(server);
            Map<String, String> told = server.words().monitor();
            for (String key : COUNTED) {
                softly.assertThat(number(told, key)).as("%s on %s", key, server).isPositive();
            }
            if (part == Part.LEADER) {
                for (String key : COUNTED_BY_THE_LEADER) {
                    softly.assertThat(number(told, key))
                            .as("%s on %s", key, server)
                            .isPositive();
                }
            }
        }
        softly.assertAll();
    }

    @Test
    void whatRaftDoesIsTold() throws IOException {
        Map<String, String> told = Part.LEADER.of(ServerKind.PADDOCK).words().monitor();

        assertThat(number(told, "raft_term")).isPositive();
        assertThat(number(told, "raft_applied_index")).isPositive();
        assertThat(number(told, "raft_log_bytes")).isPositive();
        assertThat(number(told, "cnt_proposal_latency"))
                .as("not so in ZooKeeper, which counts a part of them only")
                .isPositive();
        assertThat(number(told, "raft_leader_id"))
                .isEqualTo(Part.LEADER.of(ServerKind.PADDOCK).id());
    }

    private static double number(Map<String, String> told, String key) {
        return Double.parseDouble(told.getOrDefault("zk_" + key, "-1"));
    }

    @ParameterizedTest
    @EnumSource
    void theConfigurationNamesNoClientPortsThatTheServerLinesDoNotName(ServerKind kind) throws Exception {
        try (OfficialClient client =
                OfficialClient.connect(ENSEMBLES.get(kind).server(1).connectString(), TIMEOUT_MS)) {
            String config = new String(client.zookeeper().getConfig(false, new Stat()), StandardCharsets.UTF_8);

            assertThat(config.replaceAll(":\\d+:\\d+:", ":PORT:PORT:")).startsWith("""
                    server.1=127.0.0.1:PORT:PORT:participant
                    server.2=127.0.0.1:PORT:PORT:participant
                    server.3=127.0.0.1:PORT:PORT:participant
                    version=""");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theShellSaysOfWhichServersNobodyTellsWhereTheyServe(ServerKind kind) throws Exception {
        LocalEnsemble ensemble = ENSEMBLES.get(kind);

        String ofOne = status(ensemble.server(1).connectString());
        String ofAll = status(ensemble.connectString());

        assertThat(ofOne)
                .contains(ensemble.server(1).connectString())
                .contains("2 servers of the ensemble cannot be shown: its configuration names no port for clients of"
                        + " 127.0.0.1. Name all servers: -s HOST:PORT,HOST:PORT,...");
        assertThat(ofAll).contains("leader", "follower").doesNotContain("cannot be shown");
    }

    private static String status(String servers) throws IOException, InterruptedException {
        ChildCommand.Result result = ChildCommand.run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlog4j2.level=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                Shell.class.getName(),
                "-s",
                servers,
                "status"));
        assertThat(result.status()).as(result.output()).isZero();
        return result.output();
    }
}
