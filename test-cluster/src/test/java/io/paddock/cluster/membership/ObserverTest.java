package io.paddock.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.checker.ReplicaChecker;
import io.paddock.cluster.ensemble.EnsembleExtension;
import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.KindsUnderTest;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.workload.OfficialClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three servers that vote and one that only follows. */
final class ObserverTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int TIMEOUT_MS = 20_000;
    private static final int OBSERVER = 4;

    @RegisterExtension
    private static final EnsembleExtension RUNNING =
            new EnsembleExtension(EnsembleSettings.of(KindsUnderTest.first(), 3)
                    .withObservers(1)
                    .withTickTimeMs(500)
                    .withConfig("maxSessionTimeout", "60000"));

    @Test
    void anObserverSaysThatItIsOne() throws Exception {
        ServerProcess observer = RUNNING.ensemble().server(OBSERVER);

        assertThat(observer.words().answer("srvr")).contains("Mode: observer\n");
        assertThat(observer.words().monitor())
                .containsEntry("zk_server_state", "observer")
                .containsEntry("zk_quorum_size", "3");
        assertThat(observer.words().answer("conf")).contains(":observer\n", "peerType=1\n");
    }

    @Test
    void theLeaderCountsItAmongItsLearners() throws Exception {
        ServerProcess leader = RUNNING.ensemble().awaitLeader(PATIENCE);

        Deadline.in(PATIENCE).await("the leader knows its observer", () -> {
            try {
                return "1".equals(leader.words().monitor().get("zk_synced_observers"));
            } catch (IOException silent) {
                return false;
            }
        });
    }

    @Test
    void clientsOfAnObserverReadWriteWatchAndHaveSessions() throws Exception {
        List<EventType> heard = new CopyOnWriteArrayList<>();

        try (OfficialClient there = OfficialClient.connect(
                        RUNNING.ensemble().server(OBSERVER).connectString(), TIMEOUT_MS);
                OfficialClient elsewhere =
                        OfficialClient.connect(RUNNING.ensemble().server(1).connectString(), TIMEOUT_MS)) {
            ZooKeeper observed = there.zookeeper();
            observed.create("/observed", bytes("a"), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            observed.create("/observed/mine", null, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
            observed.getData("/observed", event -> heard.add(event.getType()), null);
            elsewhere.zookeeper().sync("/");
            elsewhere.zookeeper().setData("/observed", bytes("b"), 0);

            Deadline.in(PATIENCE)
                    .await("the watch on the observer fires", () -> heard.equals(List.of(EventType.NodeDataChanged)));
            assertThat(observed.getData("/observed", false, null)).isEqualTo(bytes("b"));
            assertThat(elsewhere.zookeeper().exists("/observed/mine", false).getEphemeralOwner())
                    .isEqualTo(observed.getSessionId());
        }
    }

    @Test
    void anObserverThatDiesTakesNoVoteAlongAndOneThatLivesGivesNone() throws Exception {
        LocalEnsemble ensemble = RUNNING.ensemble();
        ServerProcess observer = ensemble.server(OBSERVER);
        ensemble.awaitLeader(PATIENCE);
        Deadline.in(PATIENCE)
                .await("two servers follow", () -> followers(ensemble).size() == 2);
        ServerProcess first = followers(ensemble).get(0);
        ServerProcess second = followers(ensemble).get(1);

        observer.kill9();
        first.kill9();
        writeAt(second);
        observer.start();
        observer.awaitServing(Deadline.in(PATIENCE));
        writeAt(observer);
        second.kill9();
        Deadline.in(PATIENCE)
                .await(
                        "one voter of three and an observer lead nobody",
                        () -> ensemble.servers().stream()
                                .allMatch(server -> server.words().role().isEmpty()));
        second.start();
        ensemble.awaitServing();
        writeAt(observer);
        first.start();
        ensemble.awaitServing();

        if (KindsUnderTest.first() == ServerKind.PADDOCK) {
            ReplicaChecker.awaitEqual(
                    ensemble.servers().stream().map(ServerProcess::words).toList(), Deadline.in(PATIENCE));
        }
    }

    private static List<ServerProcess> followers(LocalEnsemble ensemble) {
        return ensemble.servers().stream()
                .filter(server ->
                        server.words().role().filter("follower"::equals).isPresent())
                .toList();
    }

    private static void writeAt(ServerProcess server) throws Exception {
        try (OfficialClient client = OfficialClient.connect(server.connectString(), TIMEOUT_MS)) {
            String path = client.zookeeper()
                    .create("/kept-", bytes("kept"), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_SEQUENTIAL);
            assertThat(client.zookeeper().getData(path, false, null)).isEqualTo(bytes("kept"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
