package io.paddock.cluster.fault;

import static io.paddock.cluster.fault.FaultTrial.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.workload.OfficialClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.zookeeper.AsyncCallback.StatCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that have lost the log or never saw it. */
final class LaggingServerTest {
    private static final int SESSION_TIMEOUT_MS = 40_000;
    private static final int NODES = 50;
    private static final int DATA_BYTES = 50_000;
    private static final int ROUNDS = 12;
    private static final long SEED = 20_261_122;
    private static final String ALLOW_WIPED = "-Dpaddock.allowWipedServer=true";

    @BeforeEach
    void onlyPaddockHasThese() {
        assumeTrue(FaultTrial.settings().kind() == ServerKind.PADDOCK, "the purge settings are Paddock's");
    }

    @Test
    void aServerThatWasDownPastThePurgeOfTheLogCatchesUp() throws Exception {
        FaultTrial.run(smallLog(), ensemble -> {
            try (OfficialClient client = OfficialClient.connect(ensemble.connectString(), SESSION_TIMEOUT_MS)) {
                Random random = new Random(SEED);
                makeNodes(client.zookeeper());
                ServerProcess leader = ensemble.awaitLeader(FaultTrial.PATIENCE);
                ServerProcess follower = otherThan(leader, ensemble);

                follower.kill9();
                for (int round = 0; round < ROUNDS; round++) {
                    writeAll(client.zookeeper(), random, round);
                }
                follower.start();
                follower.awaitServing(soon());

                FaultTrial.assertEqualDigests(ensemble);
                assertThat(lastDataOn(follower)).isEqualTo(lastDataOn(leader));
                assertThat(Files.readString(follower.log(), StandardCharsets.UTF_8))
                        .as("the log of the server that caught up, with what it was sent")
                        .containsIgnoringCase("snapshot");
            }
        });
    }

    @Test
    void aWipedServerRefusesToStartAndSaysWhatToDoAndComesBackWhenAllowed() throws Exception {
        FaultTrial.run(smallLog(), ensemble -> {
            try (OfficialClient client = OfficialClient.connect(ensemble.connectString(), SESSION_TIMEOUT_MS)) {
                makeNodes(client.zookeeper());
                writeAll(client.zookeeper(), new Random(SEED), 0);
                ServerProcess wiped = otherThan(ensemble.awaitLeader(FaultTrial.PATIENCE), ensemble);
                wiped.kill9();
                wiped.wipe();

                wiped.start();
                int status = wiped.awaitExit(soon());
                String log = Files.readString(wiped.log(), StandardCharsets.UTF_8);
                wiped.startWith(List.of(ALLOW_WIPED));
                wiped.awaitServing(soon());

                assertThat(status).isNotZero();
                assertThat(log).contains("paddock.allowWipedServer=true");
                FaultTrial.assertEqualDigests(ensemble);
                assertThat(lastDataOn(wiped)).isEqualTo(lastDataOn(ensemble.awaitLeader(FaultTrial.PATIENCE)));
                wiped.stop();
                wiped.start();
                wiped.awaitServing(soon());
                FaultTrial.assertEqualDigests(ensemble);
            }
        });
    }

    private static EnsembleSettings smallLog() {
        return FaultTrial.settings()
                .withConfig("paddock.snapshotLogBytes", "1m")
                .withConfig("paddock.logEntriesKept", "100");
    }

    private static ServerProcess otherThan(ServerProcess leader, LocalEnsemble ensemble) {
        return ensemble.servers().stream()
                .filter(server -> server != leader)
                .findFirst()
                .orElseThrow();
    }

    private static void makeNodes(ZooKeeper zookeeper) throws KeeperException, InterruptedException {
        for (int i = 0; i < NODES; i++) {
            zookeeper.create(path(i), new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
    }

    private static String path(int number) {
        return "/big-" + number;
    }

    /** Sets every node, a few at a time, and waits for all; a write cut off by an election is asked again. */
    private static void writeAll(ZooKeeper zookeeper, Random random, int round) throws InterruptedException {
        Deadline deadline = Deadline.in(Duration.ofMinutes(2));
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            left.add(i);
        }
        while (!left.isEmpty()) {
            Answers answers = new Answers(left.size());
            for (int i : left) {
                byte[] data = new byte[DATA_BYTES];
                random.nextBytes(data);
                zookeeper.setData(path(i), data, -1, answers, i);
            }
            left = answers.failed(deadline, "round " + round);
        }
    }

    private static byte[] lastDataOn(ServerProcess server) throws Exception {
        try (OfficialClient reader = OfficialClient.connect(server.connectString(), SESSION_TIMEOUT_MS)) {
            reader.zookeeper().sync("/");
            return reader.zookeeper().getData(path(NODES - 1), false, null);
        }
    }

    /** Collects answers of several requests. Guarded by its own lock. */
    private static final class Answers implements StatCallback {
        private final List<Integer> failed = new ArrayList<>();
        private int missing;

        private Answers(int count) {
            missing = count;
        }

        @Override
        public synchronized void processResult(
                int rc, String path, Object number, org.apache.zookeeper.data.Stat stat) {
            missing--;
            if (Code.get(rc) != Code.OK) {
                failed.add((Integer) number);
            }
        }

        private synchronized boolean isComplete() {
            return missing == 0;
        }

        private List<Integer> failed(Deadline deadline, String what) throws InterruptedException {
            deadline.await("all writes of " + what + " are answered", this::isComplete);
            synchronized (this) {
                return List.copyOf(failed);
            }
        }
    }
}
