package io.paddock.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.KindsUnderTest;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.workload.OfficialClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What reconfig answers, the same from ZooKeeper and from Paddock; and what there is of it in Paddock alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReconfigTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int TIMEOUT_MS = 20_000;
    private static final String NOBODY = "server.9=127.0.0.1:1:2:participant;3";

    private final List<LocalEnsemble> ensembles = new ArrayList<>();

    @BeforeAll
    void start() throws Exception {
        for (ServerKind kind : KindsUnderTest.all()) {
            ensembles.add(LocalEnsemble.start(
                    Administrator.admittedTo(EnsembleSettings.of(kind, 3).withTickTimeMs(1000))));
        }
    }

    @AfterAll
    void stop() {
        ensembles.forEach(LocalEnsemble::close);
    }

    Stream<LocalEnsemble> ensembles() {
        return ensembles.stream();
    }

    /** A request and the code of its answer. */
    private record Wrong(String joining, String leaving, String members, long version, int error) {}

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("ensembles")
    void whatIsWrongIsRefusedWithZooKeepersErrorInItsOrder(LocalEnsemble ensemble) throws Exception {
        String others = "server.7=127.0.0.1:1:2;3,server.8=127.0.0.1:1:2;3,server.9=127.0.0.1:1:2;3";
        String observed = ensemble.line(1, "participant") + "," + ensemble.line(2, "observer");
        List<Wrong> wrongs = List.of(
                new Wrong(NOBODY, null, null, 12345, -103),
                new Wrong("server.9", "x", null, 12345, -103),
                new Wrong(null, "x", null, -1, -5),
                new Wrong("server.9", null, null, -1, -8),
                new Wrong("server.x=127.0.0.1:1:2;3", null, null, -1, -5),
                new Wrong("server.9=127.0.0.1:1:2:participant", null, null, -1, -8),
                new Wrong("server.9=127.0.0.1:1:2:chief;3", null, null, -1, -8),
                new Wrong("server.9=127.0.0.1:1:x;3", null, null, -1, -8),
                new Wrong("server.9=127.0.0.1:1;3", null, null, -1, -8),
                new Wrong("server.9=127.0.0.1:1:1;3", null, null, -1, -8),
                new Wrong(null, "2,3", null, -1, -8),
                new Wrong(null, "1,2,3", null, -1, -8),
                new Wrong(null, null, "", -1, -8),
                new Wrong(null, null, "nonsense=1", -1, -8),
                new Wrong(null, null, "server.1", -1, -8),
                new Wrong(null, null, "server.x=127.0.0.1:1:2;3", -1, -5),
                new Wrong(null, null, others + ",version=x", -1, -5),
                new Wrong(null, null, ensemble.line(1, "participant"), -1, -8),
                new Wrong(null, null, observed, -1, -5),
                new Wrong(null, null, ensemble.line(1, "observer"), -1, -5),
                new Wrong(null, null, others, -1, -13));

        try (Administrator admin = Administrator.connect(ensemble.connectString())) {
            String config = admin.config();
            List<Integer> errors = new ArrayList<>();
            for (Wrong wrong : wrongs) {
                errors.add(error(admin.client(), wrong));
            }

            assertThat(errors).isEqualTo(wrongs.stream().map(Wrong::error).toList());
            assertThat(admin.config()).isEqualTo(config);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("ensembles")
    void whoHasNoRightIsToldSoAfterAllElse(LocalEnsemble ensemble) throws Exception {
        try (Administrator nobody = Administrator.withoutRights(ensemble.connectString())) {
            List<Wrong> wrongs = List.of(
                    new Wrong(ensemble.line(1, "participant"), null, null, 12345, -103),
                    new Wrong(null, "x", null, -1, -5),
                    new Wrong("server.9", null, null, -1, -8),
                    new Wrong(ensemble.line(1, "participant"), null, null, -1, -102));

            for (Wrong wrong : wrongs) {
                assertThat(error(nobody.client(), wrong)).as("%s", wrong).isEqualTo(wrong.error());
            }
        }
    }

    private static int error(ZooKeeperAdmin admin, Wrong wrong) throws InterruptedException {
        Deadline deadline = Deadline.in(PATIENCE);
        while (true) {
            try {
                admin.reconfigure(wrong.joining(), wrong.leaving(), wrong.members(), wrong.version(), new Stat());
                return 0;
            } catch (KeeperException.ConnectionLossException again) {
                if (deadline.hasPassed()) {
                    throw new IllegalStateException("no answer to " + wrong, again);
                }
            } catch (KeeperException refused) {
                return refused.code().intValue();
            }
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("ensembles")
    void theConfigurationSaysWhoIsThereAndItsVersionIsTheZxidOfTheChange(LocalEnsemble ensemble) throws Exception {
        try (Administrator admin = Administrator.connect(ensemble.connectString())) {
            Stat stat = new Stat();
            String told = new String(admin.client().reconfigure(null, "9", null, -1, stat), StandardCharsets.UTF_8);

            Stat read = new Stat();
            admin.client().getConfig(false, read);
            assertThat(told).startsWith("server.1=127.0.0.1:").endsWith("version=" + Long.toHexString(stat.getMzxid()));
            assertThat(told.lines().toList())
                    .hasSize(4)
                    .allMatch(line -> line.startsWith("version=") || line.contains(":participant"));
            assertThat(admin.config()).isEqualTo(told);
            assertThat(read).isEqualTo(stat);
            assertThat(stat.getVersion()).isEqualTo(-1);
            assertThat(stat.getAversion()).isEqualTo(-1);
            assertThat(stat.getDataLength()).isEqualTo(told.length());
        }
    }

    /** The second and third are those of server 2, to who looks at 32 bits. */
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("ensembles")
    void whoIsNotThereCanLeaveWhateverItsNumber(LocalEnsemble ensemble) throws Exception {
        try (Administrator admin = Administrator.connect(ensemble.connectString())) {
            for (String nobody : List.of("9", "4294967298", "-4294967294")) {
                assertThat(error(admin.client(), new Wrong(null, nobody, null, -1, 0)))
                        .isZero();
                assertThat(admin.config().lines()).as("without %s", nobody).hasSize(4);
            }
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("ensembles")
    void aServerLosesItsVoteAndGetsItBackAndWatchersHearOfIt(LocalEnsemble ensemble) throws Exception {
        ServerProcess leader = ensemble.awaitLeader(PATIENCE);
        ServerProcess changing = ensemble.server(leader.id() == 3 ? 2 : 3);
        List<EventType> heard = new CopyOnWriteArrayList<>();

        try (Administrator admin = Administrator.connect(leader.connectString());
                OfficialClient watcher = OfficialClient.connect(leader.connectString(), TIMEOUT_MS)) {
            watcher.zookeeper().getConfig(event -> heard.add(event.getType()), new Stat());
            String observed = admin.add(ensemble.line(changing.id(), "observer"));
            awaitRole(changing, "observer");
            String voting = admin.add(ensemble.line(changing.id(), "participant"));
            awaitRole(changing, "follower");

            assertThat(observed).contains(ensemble.line(changing.id(), "observer"));
            assertThat(voting).contains(ensemble.line(changing.id(), "participant"));
            Deadline.in(PATIENCE)
                    .await("the watcher heard once", () -> heard.equals(List.of(EventType.NodeDataChanged)));
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("ensembles")
    void aCuratorClientLearnsOfTheOtherServersAndCanChangeThem(LocalEnsemble ensemble) throws Exception {
        try (Administrator admin = Administrator.connect(ensemble.connectString())) {
            admin.replace(IntStream.rangeClosed(1, 3)
                    .mapToObj(id -> ensemble.line(id, "participant"))
                    .collect(Collectors.joining(",")));
        }
        try (CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(ensemble.server(1).connectString())
                .authorization("digest", Administrator.AUTH.getBytes(StandardCharsets.UTF_8))
                .retryPolicy(new RetryNTimes(20, 500))
                .build()) {
            client.start();
            Deadline.in(PATIENCE)
                    .await(
                            "it knows three servers",
                            () -> addresses(client)
                                    .equals(Set.copyOf(ensemble.servers().stream()
                                            .map(ServerProcess::connectString)
                                            .toList())));

            Stat stat = new Stat();
            byte[] told = client.reconfig().leaving("9").storingStatIn(stat).forEnsemble();

            assertThat(client.getConfig().forEnsemble()).isEqualTo(told);
            Deadline.in(PATIENCE)
                    .await(
                            "it hears of the change",
                            () -> client.getCurrentConfig().getVersion() == stat.getMzxid());
        }
    }

    private static Set<String> addresses(CuratorFramework client) {
        return Set.of(client.getZookeeperClient().getCurrentConnectionString().split(",", -1));
    }

    /** Raft cannot make a member of a server that is not there, so Paddock says that it is not; ZooKeeper takes it. */
    @Test
    void aServerThatIsNotThereCannotJoin() throws Exception {
        LocalEnsemble ensemble = paddock();

        try (Administrator admin = Administrator.connect(ensemble.connectString())) {
            assertThat(error(admin.client(), new Wrong(NOBODY, null, null, -1, 0)))
                    .isEqualTo(-13);
        }
    }

    /** Raft has no server without ports; a leader that takes such a text for its ensemble's could not go on. */
    @Test
    void whatSomebodyWritesIntoTheConfigurationIsPutRight() throws Exception {
        LocalEnsemble ensemble = paddock();

        try (Administrator admin = Administrator.connect(ensemble.connectString())) {
            Deadline.in(PATIENCE)
                    .await(
                            "the leader to write down its new ensemble",
                            () -> !told(admin).isEmpty());
            List<String> servers = servers(admin);
            for (String wrong : List.of(
                    "server.1=127.0.0.1:0:1:participant;2181\nversion=1",
                    servers.get(0) + "\n" + servers.get(0),
                    "no configuration")) {
                admin.client().setData("/zookeeper/config", wrong.getBytes(StandardCharsets.UTF_8), -1);

                Deadline.in(PATIENCE).await("the configuration is right again", () -> isTold(admin, servers));
                assertThat(error(admin.client(), new Wrong(null, "9", null, -1, 0)))
                        .isZero();
            }
            assertThat(ensemble.servers()).allMatch(ServerProcess::isAlive);
        }
    }

    private static boolean isTold(Administrator admin, List<String> servers) {
        return told(admin).equals(servers);
    }

    private static List<String> told(Administrator admin) {
        try {
            return servers(admin);
        } catch (KeeperException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> servers(Administrator admin) throws KeeperException, InterruptedException {
        return admin.config().lines().filter(line -> line.startsWith("server.")).toList();
    }

    @Test
    void aMembersAddressIsNotChangedInPlace() throws Exception {
        LocalEnsemble ensemble = paddock();

        try (Administrator admin = Administrator.connect(ensemble.connectString())) {
            String moved = "server.2=127.0.0.1:1:2:participant;3";
            assertThat(error(admin.client(), new Wrong(moved, null, null, -1, 0)))
                    .isEqualTo(-8);
        }
    }

    @Test
    void aWholeListReplacesServersByOthersOneByOne() throws Exception {
        EnsembleSettings settings = Administrator.admittedTo(
                EnsembleSettings.of(ServerKind.PADDOCK, 3).withTickTimeMs(1000));

        try (LocalEnsemble ensemble = LocalEnsemble.start(settings)) {
            for (int id = 4; id <= 6; id++) {
                ensemble.prepareFurther(false).start();
            }
            String lines = IntStream.rangeClosed(4, 6)
                    .mapToObj(id -> ensemble.line(id, "participant"))
                    .collect(Collectors.joining(","));
            try (Administrator admin = Administrator.connect(ensemble.connectString())) {
                String told = admin.replace(lines);

                assertThat(told.lines()
                                .filter(line -> line.startsWith("server."))
                                .toList())
                        .containsExactlyElementsOf(List.of(lines.split(",", -1)));
                for (int id = 1; id <= 3; id++) {
                    ServerProcess outside = ensemble.server(id);
                    Deadline.in(PATIENCE)
                            .await(
                                    outside + " serves nobody",
                                    () -> outside.words().role().isEmpty());
                    assertThat(outside.isAlive()).isTrue();
                }
                assertThat(ensemble.awaitLeader(PATIENCE).id()).isGreaterThan(3);
            }
        }
    }

    @Test
    void aServerAloneIsNoEnsembleToChange() throws Exception {
        EnsembleSettings settings = Administrator.admittedTo(EnsembleSettings.of(KindsUnderTest.first(), 1));

        try (LocalEnsemble alone = LocalEnsemble.start(settings);
                Administrator admin = Administrator.connect(alone.connectString())) {
            assertThat(error(admin.client(), new Wrong(NOBODY, null, null, -1, 0)))
                    .isEqualTo(-6);
        }
    }

    private LocalEnsemble paddock() {
        Optional<LocalEnsemble> found = ensembles.stream()
                .filter(ensemble -> ensemble.settings().kind() == ServerKind.PADDOCK)
                .findFirst();
        assumeTrue(found.isPresent(), "a rule of Paddock's, which is not among the kinds asked for");
        return found.orElseThrow();
    }

    private static void awaitRole(ServerProcess server, String role) throws InterruptedException {
        Deadline.in(PATIENCE)
                .await(
                        server + " is " + role + ", its log is " + server.log(),
                        () -> server.words().role().equals(Optional.of(role)));
    }
}
