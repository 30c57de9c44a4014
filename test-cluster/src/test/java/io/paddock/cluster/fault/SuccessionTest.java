package io.paddock.cluster.fault;

import static io.paddock.cluster.fault.FaultTrial.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.workload.OfficialClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.junit.jupiter.api.Test;

/** Why a new leader is elected, as the servers' logs tell it. */
final class SuccessionTest {
    /** The time-out of an election is the longest there is, 10 s and more: on a busy machine, too, it is not what comes first. */
    private static final int SLOW_TICK_MS = 20_000;

    private static final int SESSION_MS = 60_000;
    private static final String IS_GONE = "is gone: a majority has lost its connection";
    private static final String TIMED_OUT = "change to CANDIDATE, lastRpcElapsedTime";

    @Test
    void aKilledLeaderIsFollowedBecauseItsConnectionsEnded() throws Exception {
        FaultTrial.run(settings().withTickTimeMs(SLOW_TICK_MS), ensemble -> {
            ServerProcess leader = ensemble.awaitLeader(FaultTrial.PATIENCE);
            List<ServerProcess> others = others(ensemble, leader);

            leader.kill9();

            write(others.get(0), "/after");
            assertThat(linesWith(others, IS_GONE)).isEqualTo(1);
            leader.start();
            leader.awaitServing(soon());
            FaultTrial.assertEqualDigests(ensemble);
        });
    }

    @Test
    void aLeaderThatIsToldToEndHandsOver() throws Exception {
        FaultTrial.run(settings().withTickTimeMs(SLOW_TICK_MS), ensemble -> {
            ServerProcess leader = ensemble.awaitLeader(FaultTrial.PATIENCE);
            List<ServerProcess> others = others(ensemble, leader);
            long before = linesWith(others, TIMED_OUT);

            leader.stop();

            write(others.get(0), "/after");
            assertThat(linesWith(others, IS_GONE)).isZero();
            assertThat(linesWith(others, TIMED_OUT)).isEqualTo(before);
        });
    }

    @Test
    void aLeaderThatStandsStillIsFollowedAfterTheTimeOut() throws Exception {
        FaultTrial.run(settings(), ensemble -> {
            ServerProcess leader = ensemble.awaitLeader(FaultTrial.PATIENCE);
            List<ServerProcess> others = others(ensemble, leader);

            long before = linesWith(others, TIMED_OUT);

            leader.pause();

            write(others.get(0), "/after");
            assertThat(linesWith(others, IS_GONE)).isZero();
            assertThat(linesWith(others, TIMED_OUT)).isGreaterThan(before);
            leader.resume();
            leader.awaitServing(soon());
            FaultTrial.assertEqualDigests(ensemble);
        });
    }

    private static EnsembleSettings settings() {
        EnsembleSettings settings = FaultTrial.settings();
        assumeTrue(settings.kind() == ServerKind.PADDOCK, "the lines are Paddock's");
        return settings;
    }

    private static List<ServerProcess> others(LocalEnsemble ensemble, ServerProcess one) {
        return ensemble.servers().stream().filter(server -> server != one).toList();
    }

    private static void write(ServerProcess server, String path) throws IOException, InterruptedException {
        try (OfficialClient client = OfficialClient.connect(server.connectString(), SESSION_MS)) {
            soon().await("a write through " + server, () -> isWritten(client, path));
        }
    }

    private static boolean isWritten(OfficialClient client, String path) throws InterruptedException {
        try {
            client.zookeeper().create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            return true;
        } catch (KeeperException.NodeExistsException already) {
            return true;
        } catch (KeeperException.ConnectionLossException again) {
            return false;
        } catch (KeeperException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long linesWith(List<ServerProcess> servers, String text) throws IOException {
        long count = 0;
        for (ServerProcess server : servers) {
            count += Files.readAllLines(server.log()).stream()
                    .filter(line -> line.contains(text))
                    .count();
        }
        return count;
    }
}
