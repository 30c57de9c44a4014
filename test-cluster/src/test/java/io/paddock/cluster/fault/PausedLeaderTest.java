package io.paddock.cluster.fault;

import static io.paddock.cluster.fault.FaultTrial.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Requests;
import io.paddock.cluster.workload.OfficialClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;

/** A leader that stands still for longer than sessions may be silent, as a suspended machine does. */
final class PausedLeaderTest {
    private static final int TIMEOUT_MS = 6_000;
    private static final Duration PAUSE = Duration.ofMillis(TIMEOUT_MS + 3_000);
    private static final int CLIENTS = 6;

    @Test
    void noSessionOfAClientThatPingsExpiresWhileTheLeaderIsPausedNorAfterwards() throws Exception {
        FaultTrial.run(FaultTrial.settings(), ensemble -> {
            List<OfficialClient> clients = new ArrayList<>();
            try (OfficialClient observer = OfficialClient.connect(ensemble.connectString(), 10 * TIMEOUT_MS)) {
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(OfficialClient.connect(ensemble.connectString(), TIMEOUT_MS));
                    makeEphemeral(clients.get(i), i);
                }
                abandonSession(ensemble);
                ServerProcess leader = ensemble.awaitLeader(FaultTrial.PATIENCE);

                leader.pause();
                awaitPassed(PAUSE);
                leader.resume();
                leader.awaitServing(soon());
                awaitPassed(PAUSE);

                soon().await("the session whose client is gone expires", () -> !exists(observer, "/abandoned"));
                for (int i = 0; i < CLIENTS; i++) {
                    assertThat(clients.get(i).isExpired()).as("client %d", i).isFalse();
                    assertThat(exists(observer, "/live-" + i))
                            .as("ephemeral %d", i)
                            .isTrue();
                }
                FaultTrial.assertEqualDigests(ensemble);
            } finally {
                clients.forEach(OfficialClient::close);
            }
        });
    }

    private static void makeEphemeral(OfficialClient client, int number) throws KeeperException, InterruptedException {
        client.zookeeper().create("/live-" + number, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
    }

    /** Shows that sessions do expire in this ensemble when nobody keeps them alive. */
    private static void abandonSession(LocalEnsemble ensemble) throws IOException, InterruptedException {
        try (RawClient client = RawClient.openSession(ensemble.server(1).address(), TIMEOUT_MS)) {
            assertThat(client.call(Requests.create(1, "/abandoned", "", 1), soon())
                            .error())
                    .isZero();
        }
    }

    private static boolean exists(OfficialClient client, String path) throws InterruptedException {
        try {
            client.zookeeper().sync("/");
            return Optional.<Stat>ofNullable(client.zookeeper().exists(path, false))
                    .isPresent();
        } catch (KeeperException.ConnectionLossException again) {
            return exists(client, path);
        } catch (KeeperException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitPassed(Duration span) throws InterruptedException {
        Deadline end = Deadline.in(span);
        soon().await("sessions were silent for longer than they may", end::hasPassed);
    }
}
