package io.paddock.server.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class SnapshotTest {

    @TempDir
    Path directory;

    @Test
    void snapshotsAreMadeAsTheLogGrowsAndTheLogStaysShort() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 0, TestEnsemble.SMALL).start()) {
            TestNode only = ensemble.leader();

            List<String> written = writeUntilPurged(only, 20);

            assertThat(only.newest()).isPresent();
            assertThat(only.raft().status().snapshotIndex()).isPositive();
            assertThat(only.state().entries()).isEqualTo(written);
            assertThat(only.halts()).isEmpty();
        }
    }

    @Test
    void aDeadFollowerDoesNotStopThePurgeAndCatchesUpFromASnapshot() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 3, 0, TestEnsemble.SMALL).start()) {
            TestNode away = ensemble.follower();
            TestNode leader = ensemble.leader();
            List<String> written = new ArrayList<>(RaftNodeTest.writeMany(leader, "x", 5));
            ensemble.awaitEverywhere(written);
            away.stop();

            written.addAll(writeUntilPurged(leader, 20));
            away.start(StartMode.FOUNDING);

            ensemble.awaitEverywhere(written);
            assertThat(away.state().installs()).isPositive();
            written.addAll(RaftNodeTest.writeMany(ensemble.leader(), "z", 3));
            ensemble.awaitEverywhere(written);
            assertThat(away.halts()).isEmpty();
        }
    }

    @Test
    void aFollowerThatWasAwayForAShortTimeCatchesUpFromTheLog() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 3, 0, LogLimits.USUAL).start()) {
            TestNode away = ensemble.follower();
            TestNode leader = ensemble.leader();
            away.stop();

            List<String> written = RaftNodeTest.writeMany(leader, "x", 50);
            away.start(StartMode.FOUNDING);

            ensemble.awaitEverywhere(written);
            assertThat(away.state().installs()).isZero();
        }
    }

    @Test
    void aRestartAfterAPurgeGoesOnFromTheSnapshot() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 0, TestEnsemble.SMALL).start()) {
            TestNode only = ensemble.leader();
            List<String> written = writeUntilPurged(only, 20);

            only.stop();
            only.start(StartMode.FOUNDING);

            ensemble.leader();
            ensemble.awaitEverywhere(written);
            written.addAll(RaftNodeTest.writeMany(only, "z", 3));
            ensemble.awaitEverywhere(written);
        }
    }

    @Test
    void aStateThatWasLostIsTakenFromTheSnapshotAndTheLog() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 0, TestEnsemble.SMALL).start()) {
            TestNode only = ensemble.leader();
            List<String> written = writeUntilPurged(only, 20);

            only.stop();
            only.loseState();
            only.start(StartMode.FOUNDING);

            ensemble.leader();
            ensemble.awaitEverywhere(written);
            assertThat(only.state().installs()).isEqualTo(1);
        }
    }

    @Test
    void aServerWhoseSnapshotIsMissingDoesNotStart() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 0, TestEnsemble.SMALL).start()) {
            TestNode only = ensemble.leader();
            writeUntilPurged(only, 20);
            only.stop();
            only.loseState();
            DurableFiles.deleteTree(directory.resolve("server1/snapshots"));

            assertThatThrownBy(() -> only.start(StartMode.FOUNDING))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the snapshot is missing");
        }
    }

    @Test
    void aMissingSnapshotIsMadeAgainFromAStateThatIsFarEnough() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 0, TestEnsemble.SMALL).start()) {
            TestNode only = ensemble.leader();
            List<String> written = writeUntilPurged(only, 20);
            only.state().persist();
            only.stop();
            DurableFiles.deleteTree(directory.resolve("server1/snapshots"));

            only.start(StartMode.FOUNDING);

            ensemble.leader();
            ensemble.awaitEverywhere(written);
            assertThat(only.newest()).isPresent();
        }
    }

    /** Writes until {@code segments} files of the log would be there, and on until most are not: a snapshot that takes long may be behind. */
    private static List<String> writeUntilPurged(TestNode leader, int segments) {
        List<String> written = new ArrayList<>();
        String filling = "y".repeat(4_000);
        Wait.until(() -> "the purge; " + leader.raft().status() + " halts " + leader.halts(), () -> {
            String entry = filling + written.size();
            assertThat(leader.write(entry)).isEqualTo(SubmitOutcome.APPLIED);
            written.add(entry);
            return written.size() >= segments * 8 && leader.raft().status().firstIndex() > segments * 8 / 2;
        });
        return written;
    }
}
