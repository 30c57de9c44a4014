package io.paddock.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.membership.Administrator;
import io.paddock.cluster.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The members change one by one while clients write: no acknowledged write is lost, and every server does what it is now. */
final class ReconfigUnderLoadTest {
    private static final int ROUNDS = 3;
    private static final int SESSION_TIMEOUT_MS = 40_000;

    @Test
    void serversComeAndGoAndLoseTheirVoteAndGetItBackUnderLoad() throws Exception {
        EnsembleSettings settings = Administrator.admittedTo(FaultTrial.settings());

        FaultTrial.run(settings, ensemble -> {
            ServerProcess four = ensemble.prepareFurther(false);
            try (Workload load = Workload.start(ensemble.connectString(), FaultTrial.CLIENTS, SESSION_TIMEOUT_MS);
                    Administrator admin = Administrator.connect(ensemble.connectString())) {
                load.awaitRounds(ROUNDS, FaultTrial.soon());
                four.start();
                assertThat(admin.add(ensemble.line(4, "participant"))).contains(ensemble.line(4, "participant"));
                awaitRole(four, "follower");
                load.awaitRounds(ROUNDS, FaultTrial.soon());

                ServerProcess removed = follower(ensemble);
                assertThat(admin.remove(removed.id())).doesNotContain("server." + removed.id() + "=");
                awaitNoRole(removed);
                load.awaitRounds(ROUNDS, FaultTrial.soon());

                ServerProcess changing = follower(ensemble);
                admin.add(ensemble.line(changing.id(), "observer"));
                awaitRole(changing, "observer");
                load.awaitRounds(ROUNDS, FaultTrial.soon());
                admin.add(ensemble.line(changing.id(), "participant"));
                awaitRole(changing, "follower");
                load.awaitRounds(ROUNDS, FaultTrial.soon());

                admin.add(ensemble.line(removed.id(), "participant"));
                awaitRole(removed, "follower");
                load.awaitRounds(ROUNDS, FaultTrial.soon());

                FaultTrial.assertNothingLost(ensemble.servers(), load);
            }
        });
    }

    @Test
    void theLeaderHandsOverBeforeItIsRemovedAndKeepsRunningOutside() throws Exception {
        EnsembleSettings settings = Administrator.admittedTo(FaultTrial.settings());

        FaultTrial.run(settings, ensemble -> {
            try (Workload load = Workload.start(ensemble.connectString(), FaultTrial.CLIENTS, SESSION_TIMEOUT_MS);
                    Administrator admin = Administrator.connect(ensemble.connectString())) {
                load.awaitRounds(ROUNDS, FaultTrial.soon());
                ServerProcess leader = ensemble.awaitLeader(FaultTrial.PATIENCE);

                assertThat(admin.remove(leader.id())).doesNotContain("server." + leader.id() + "=");
                awaitNoRole(leader);
                ServerProcess next = ensemble.awaitLeader(FaultTrial.PATIENCE);
                load.awaitRounds(ROUNDS, FaultTrial.soon());

                assertThat(next).isNotSameAs(leader);
                assertThat(leader.isAlive()).isTrue();
                FaultTrial.assertNothingLost(
                        ensemble.servers().stream().filter(it -> it != leader).toList(), load);
            }
        });
    }

    @Test
    void aRestartWithTheOldFilesKeepsTheNewMembers() throws Exception {
        EnsembleSettings settings = Administrator.admittedTo(FaultTrial.settings());

        FaultTrial.run(settings, ensemble -> {
            ServerProcess four = ensemble.prepareFurther(false);
            try (Workload load = Workload.start(ensemble.connectString(), FaultTrial.CLIENTS, SESSION_TIMEOUT_MS)) {
                String config;
                ServerProcess removed = follower(ensemble);
                try (Administrator admin = Administrator.connect(ensemble.connectString())) {
                    four.start();
                    admin.add(ensemble.line(4, "participant"));
                    removed.kill9();
                    config = admin.remove(removed.id());
                }
                List<ServerProcess> members =
                        ensemble.servers().stream().filter(it -> it != removed).toList();
                for (ServerProcess server : members) {
                    server.kill9();
                }

                for (ServerProcess server : ensemble.servers()) {
                    server.start();
                }

                for (ServerProcess server : members) {
                    server.awaitServing(FaultTrial.soon());
                }
                load.awaitRounds(ROUNDS, FaultTrial.soon());
                try (Administrator admin = Administrator.connect(ensemble.connectString())) {
                    assertThat(admin.config()).isEqualTo(config);
                    assertThat(removed.isAlive()).isTrue();
                    assertThat(removed.words().role()).isEmpty();
                    admin.add(ensemble.line(removed.id(), "participant"));
                    awaitRole(removed, "follower");
                }
                FaultTrial.assertNothingLost(ensemble.servers(), load);
            }
        });
    }

    @Test
    void anotherMachineTakesTheNumberOfADeadOneAtItsOwnAddress() throws Exception {
        EnsembleSettings settings = Administrator.admittedTo(FaultTrial.settings());

        FaultTrial.run(settings, ensemble -> {
            ServerProcess dead = follower(ensemble);
            String others = ensemble.servers().stream()
                    .filter(server -> server != dead)
                    .map(ServerProcess::connectString)
                    .collect(Collectors.joining(","));
            try (Workload load = Workload.start(others, FaultTrial.CLIENTS, SESSION_TIMEOUT_MS);
                    Administrator admin = Administrator.connect(others)) {
                dead.kill9();
                admin.remove(dead.id());
                load.awaitRounds(ROUNDS, FaultTrial.soon());
                ServerProcess replacement = ensemble.prepareElsewhere(dead.id());
                replacement.start();

                admin.add(ensemble.line(dead.id(), "participant"));
                awaitRole(replacement, "follower");
                load.awaitRounds(ROUNDS, FaultTrial.soon());
                ServerProcess leader = ensemble.awaitLeader(FaultTrial.PATIENCE);
                leader.kill9();
                load.awaitRounds(ROUNDS, FaultTrial.soon());
                leader.start();
                leader.awaitServing(FaultTrial.soon());

                FaultTrial.assertNothingLost(ensemble.servers(), load);
            }
        });
    }

    /** One of the followers; waits for one, which there is none of while they elect. */
    private static ServerProcess follower(LocalEnsemble ensemble) throws InterruptedException {
        List<ServerProcess> found = new ArrayList<>();
        FaultTrial.soon().await("a server of " + ensemble.connectString() + " follows", () -> {
            ensemble.servers().stream()
                    .filter(server -> server.words().role().equals(Optional.of("follower")))
                    .findFirst()
                    .ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private static void awaitRole(ServerProcess server, String role) throws InterruptedException {
        FaultTrial.soon()
                .await(
                        server + " is " + role + ", its log is " + server.log(),
                        () -> server.words().role().equals(Optional.of(role)));
    }

    /** It runs and serves nobody. */
    private static void awaitNoRole(ServerProcess server) throws InterruptedException {
        FaultTrial.soon()
                .await(
                        server + " runs outside the ensemble, its log is " + server.log(),
                        () -> server.isAlive() && server.words().role().isEmpty());
    }
}
