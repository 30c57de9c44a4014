package io.paddock.cluster.fault;

import static io.paddock.cluster.fault.FaultTrial.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.workload.OfficialClient;
import io.paddock.cluster.workload.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;

/**
 * A disk that takes no more of the log. The system itself refuses the write that Raft's log makes: the process may write no file beyond a length, which
 * needs no rights and no file system of its own.
 */
final class FailingDiskTest {
    private static final int SESSION_TIMEOUT_MS = 40_000;
    private static final int ROUNDS = 20;
    /** What Paddock's exit means: it could not go on safely. */
    private static final int STOPPED_AT_ONCE = 3;
    /** More than anything but the log has: of that, the first bytes fit yet. */
    private static final int FILE_BYTES_MAX = 300_000;

    private static final int NODE_BYTES = 10_000;

    @Test
    void aServerAloneStopsAndSaysWhyAndLosesNothingThatItAcknowledged() throws Exception {
        FaultTrial.run(EnsembleSettings.of(ServerKind.PADDOCK, 1), ensemble -> {
            ServerProcess server = ensemble.server(1);
            int acknowledged = writeUntilItFails(server);

            int status = server.awaitExit(soon());

            assertThat(status).isEqualTo(STOPPED_AT_ONCE);
            assertThatItSaysWhy(server);
            server.start();
            server.awaitServing(soon());
            try (OfficialClient client = OfficialClient.connect(server.connectString(), SESSION_TIMEOUT_MS)) {
                for (int i = 0; i < acknowledged; i++) {
                    assertThat(client.zookeeper().getData(path(i), false, null))
                            .as("what was acknowledged, %s", path(i))
                            .isEqualTo(data(i));
                }
                write(client.zookeeper(), acknowledged + 1);
            }
        });
    }

    /** How many writes were acknowledged, the disk being full after some. */
    private static int writeUntilItFails(ServerProcess server) throws Exception {
        try (OfficialClient client = OfficialClient.connect(server.connectString(), SESSION_TIMEOUT_MS)) {
            int acknowledged = 0;
            write(client.zookeeper(), acknowledged);
            acknowledged++;
            limitFiles(server);
            while (true) {
                try {
                    write(client.zookeeper(), acknowledged);
                    acknowledged++;
                } catch (KeeperException.ConnectionLossException stopped) {
                    return acknowledged;
                }
                assertThat(acknowledged * NODE_BYTES)
                        .as("bytes acknowledged although the disk takes no more")
                        .isLessThan(2 * FILE_BYTES_MAX);
            }
        }
    }

    private static void write(ZooKeeper zk, int i) throws InterruptedException, KeeperException {
        zk.create(path(i), data(i), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }

    private static String path(int i) {
        return "/node-" + i;
    }

    private static byte[] data(int i) {
        byte[] data = new byte[NODE_BYTES];
        data[i % NODE_BYTES] = (byte) i;
        return data;
    }

    @Test
    void theOthersGoOnWithoutALeaderWhoseDiskFailsAndItComesBackWhenThereIsRoomAgain() throws Exception {
        EnsembleSettings settings = FaultTrial.settings();
        assumeTrue(settings.kind() == ServerKind.PADDOCK, "ZooKeeper does not stop with this status");
        FaultTrial.run(settings, ensemble -> {
            try (Workload workload = Workload.start(ensemble.connectString(), FaultTrial.CLIENTS, SESSION_TIMEOUT_MS)) {
                workload.awaitRounds(ROUNDS, soon());
                ServerProcess leader = ensemble.awaitLeader(FaultTrial.PATIENCE);

                limitFiles(leader);
                int status = leader.awaitExit(soon());
                workload.awaitRounds(ROUNDS, soon());

                assertThat(status).isEqualTo(STOPPED_AT_ONCE);
                assertThatItSaysWhy(leader);
                leader.start();
                leader.awaitServing(soon());
                workload.awaitRounds(ROUNDS, soon());
                FaultTrial.assertNothingLost(ensemble, workload);
            }
        });
    }

    /** From now on the process may not write to a file beyond this length, whatever the file has already. */
    private static void limitFiles(ServerProcess server) throws IOException, InterruptedException {
        List<String> command = List.of("prlimit", "--pid", Long.toString(server.pid()), "--fsize=" + FILE_BYTES_MAX);
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        assertThat(status).as(String.join(" ", command)).isZero();
    }

    private static void assertThatItSaysWhy(ServerProcess server) throws IOException {
        assertThat(Files.readString(server.log(), StandardCharsets.ISO_8859_1))
                .contains("this server stops at once: could not write or flush the log")
                .contains("File too large");
    }
}
