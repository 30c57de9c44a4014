package io.paddock.cluster.fault;

import static io.paddock.cluster.fault.FaultTrial.soon;

import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.workload.Workload;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Servers that crash while clients write. */
final class KilledServersTest {
    private static final int SESSION_TIMEOUT_MS = 40_000;
    private static final int ROUNDS = 20;

    @Test
    void killingTheLeaderLosesNothingDoublesNothingAndWritesGoOn() throws Exception {
        FaultTrial.run(FaultTrial.settings(), ensemble -> {
            try (Workload workload = Workload.start(ensemble.connectString(), FaultTrial.CLIENTS, SESSION_TIMEOUT_MS)) {
                workload.awaitRounds(ROUNDS, soon());
                ServerProcess leader = ensemble.awaitLeader(FaultTrial.PATIENCE);

                leader.kill9();
                long killedNanos = System.nanoTime();
                workload.awaitRounds(1, soon());
                System.out.printf(
                        "every client writes again %d ms after the leader was killed%n",
                        Duration.ofNanos(System.nanoTime() - killedNanos).toMillis());
                workload.awaitRounds(ROUNDS, soon());
                leader.start();
                leader.awaitServing(soon());
                workload.awaitRounds(ROUNDS, soon());

                FaultTrial.assertNothingLost(ensemble, workload);
            }
        });
    }

    @Test
    void killingAllServersLosesNothingThatWasAcknowledged() throws Exception {
        FaultTrial.run(FaultTrial.settings(), ensemble -> {
            try (Workload workload = Workload.start(ensemble.connectString(), FaultTrial.CLIENTS, SESSION_TIMEOUT_MS)) {
                workload.awaitRounds(ROUNDS, soon());

                for (ServerProcess server : ensemble.servers()) {
                    server.kill9();
                }
                for (ServerProcess server : ensemble.servers()) {
                    server.start();
                }
                ensemble.awaitServing();
                workload.awaitRounds(ROUNDS, soon());

                FaultTrial.assertNothingLost(ensemble, workload);
            }
        });
    }

    @Test
    void killingOneServerAfterTheOtherLosesNothing() throws Exception {
        FaultTrial.run(FaultTrial.settings(), ensemble -> {
            try (Workload workload = Workload.start(ensemble.connectString(), FaultTrial.CLIENTS, SESSION_TIMEOUT_MS)) {
                for (ServerProcess server : ensemble.servers()) {
                    workload.awaitRounds(ROUNDS / 4, soon());
                    server.kill9();
                    workload.awaitRounds(ROUNDS / 4, soon());
                    server.start();
                    server.awaitServing(soon());
                }
                workload.awaitRounds(ROUNDS / 4, soon());

                FaultTrial.assertNothingLost(ensemble, workload);
            }
        });
    }
}
