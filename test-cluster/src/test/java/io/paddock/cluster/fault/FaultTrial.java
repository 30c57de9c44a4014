package io.paddock.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.checker.FinalState;
import io.paddock.cluster.checker.HistoryChecker;
import io.paddock.cluster.checker.ReplicaChecker;
import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.KindsUnderTest;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.workload.WorkNodes;
import io.paddock.cluster.workload.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.KeeperException;

/** Three servers on which a fault is tried, and what must hold after every fault. */
final class FaultTrial {
    static final Duration PATIENCE = Duration.ofMinutes(2);
    static final int CLIENTS = 8;
    private static final int TICK_MS = 500;

    private FaultTrial() {}

    static EnsembleSettings settings() {
        return EnsembleSettings.of(KindsUnderTest.first(), 3)
                .withTickTimeMs(TICK_MS)
                .withConfig("maxSessionTimeout", "60000");
    }

    /** Runs a test with an ensemble whose files are kept when it fails. */
    static void run(EnsembleSettings settings, Body body) throws Exception {
        try (LocalEnsemble ensemble = LocalEnsemble.start(settings)) {
            try {
                body.run(ensemble);
            } catch (Exception | AssertionError e) {
                ensemble.keepFiles();
                throw e;
            }
        }
    }

    static Deadline soon() {
        return Deadline.in(PATIENCE);
    }

    /** Every acknowledged write is there once on every server, no session was lost, and all servers are equal. */
    static void assertNothingLost(LocalEnsemble ensemble, Workload workload)
            throws IOException, InterruptedException, KeeperException {
        assertNothingLost(ensemble.servers(), workload);
    }

    /** As above, of these servers. */
    static void assertNothingLost(List<ServerProcess> servers, Workload workload)
            throws IOException, InterruptedException, KeeperException {
        workload.stop();
        List<String> broken = new ArrayList<>();
        List<FinalState> states = new ArrayList<>();
        for (ServerProcess server : servers) {
            FinalState state = workload.read(server.connectString());
            states.add(state);
            HistoryChecker.check(workload.attempts(), state, WorkNodes.SEQUENCE)
                    .forEach(rule -> broken.add(server + ": " + rule));
        }
        System.out.println("history: " + workload.summary());
        assertThat(broken).as("rules broken").isEmpty();
        assertThat(states).allMatch(state -> state.equals(states.get(0)));
        assertThat(workload.hasLostSession()).as("a session was lost").isFalse();
        assertEqualDigests(servers);
    }

    static void assertEqualDigests(LocalEnsemble ensemble) throws InterruptedException {
        assertEqualDigests(ensemble.servers());
    }

    private static void assertEqualDigests(List<ServerProcess> servers) throws InterruptedException {
        if (KindsUnderTest.first() == ServerKind.PADDOCK) {
            ReplicaChecker.awaitEqual(servers.stream().map(ServerProcess::words).toList(), soon());
        }
    }

    /** What is done with the ensemble. */
    @FunctionalInterface
    interface Body {
        void run(LocalEnsemble ensemble) throws Exception;
    }
}
