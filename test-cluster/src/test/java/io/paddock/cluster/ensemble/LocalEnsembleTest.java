package io.paddock.cluster.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.cluster.time.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LocalEnsembleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void threeServersElectALeaderAnewWhenItIsKilledAndTheOldOneFollowsAfterItsRestart()
            throws IOException, InterruptedException {
        try (LocalEnsemble ensemble =
                LocalEnsemble.start(EnsembleSettings.of(ServerKind.ZOOKEEPER, 3).withTickTimeMs(500))) {
            ServerProcess first = ensemble.awaitLeader(PATIENCE);

            first.kill9();
            ServerProcess second = ensemble.awaitLeader(PATIENCE);
            first.start();
            ensemble.awaitServing();

            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(first.words().role()).contains("follower");
        }
    }

    @Test
    void aPausedServerAnswersNothingUntilItIsResumed() throws IOException, InterruptedException {
        try (LocalEnsemble ensemble = LocalEnsemble.start(EnsembleSettings.of(ServerKind.ZOOKEEPER, 1))) {
            ServerProcess server = ensemble.server(1);

            server.pause();
            boolean isSilent = server.words().role().isEmpty();
            server.resume();

            server.awaitServing(Deadline.in(PATIENCE));
            assertThat(isSilent).isTrue();
        }
    }

    @Test
    void aStoppedServerStartsOnItsDataAndAWipedOneOnNone() throws IOException, InterruptedException {
        try (LocalEnsemble ensemble = LocalEnsemble.start(EnsembleSettings.of(ServerKind.ZOOKEEPER, 1))) {
            ServerProcess server = ensemble.server(1);
            long firstPid = server.pid();

            server.stop();
            boolean hasData = Files.exists(server.dataFolder().resolve("version-2"));
            server.wipe();
            boolean hasDataAfterWiping = Files.exists(server.dataFolder().resolve("version-2"));
            server.start();
            server.awaitServing(Deadline.in(PATIENCE));

            assertThat(hasData).isTrue();
            assertThat(hasDataAfterWiping).isFalse();
            assertThat(server.pid()).isNotEqualTo(firstPid);
        }
    }

    @Test
    void aServerThatEndsInsteadOfServingIsReportedWithItsLog() throws IOException {
        EnsembleSettings wrong = EnsembleSettings.of(ServerKind.ZOOKEEPER, 1).withConfig("clientPort", "no-number");

        try (LocalEnsemble ensemble = LocalEnsemble.prepare(wrong)) {
            ServerProcess server = ensemble.server(1);
            server.start();

            assertThatThrownBy(() -> server.awaitServing(Deadline.in(PATIENCE)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no-number");
        }
    }

    @Test
    void closingKillsEveryServerAndDeletesTheFiles() throws IOException, InterruptedException {
        LocalEnsemble ensemble = LocalEnsemble.start(EnsembleSettings.of(ServerKind.ZOOKEEPER, 1));
        Path folder = ensemble.folder();
        long pid = ensemble.server(1).pid();

        ensemble.close();

        assertThat(folder).doesNotExist();
        assertThat(ProcessHandle.of(pid)).isEmpty();
    }

    @Test
    void filesOfAFailureAreKept() throws IOException {
        LocalEnsemble ensemble = LocalEnsemble.prepare(EnsembleSettings.of(ServerKind.ZOOKEEPER, 1));

        ensemble.keepFiles();
        ensemble.close();

        assertThat(ensemble.folder().resolve("server-1").resolve("zoo.cfg")).exists();
        ServerFiles.deleteTree(ensemble.folder());
    }

    @Test
    void settingsOfATestReachTheConfiguration() throws IOException {
        EnsembleSettings settings =
                new EnsembleSettings(ServerKind.PADDOCK, 2, 0, 123, Map.of("initLimit", "7"), List.of());

        try (LocalEnsemble ensemble = LocalEnsemble.prepare(settings)) {
            List<String> lines =
                    Files.readAllLines(ensemble.folder().resolve("server-2").resolve("zoo.cfg"));

            assertThat(lines)
                    .contains("tickTime=123", "initLimit=7", "4lw.commands.whitelist=*", "maxClientCnxns=0")
                    .anyMatch(line -> line.matches("server\\.1=127\\.0\\.0\\.1:\\d+:\\d+"));
            assertThat(ensemble.server(2).dataFolder().resolve("myid")).hasContent("2");
        }
    }
}
