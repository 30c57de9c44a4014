package io.paddock.server.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFilesTest {

    @TempDir
    Path directory;

    @Test
    void theNewestTwoStay() throws IOException {
        SnapshotFiles files = SnapshotFiles.open(directory);

        Checkpoint first = put(files, 1);
        Checkpoint second = put(files, 2);
        Checkpoint third = put(files, 3);

        assertThat(first.directory()).doesNotExist();
        assertThat(second.directory()).exists();
        assertThat(files.newest()).contains(third);
        assertThat(SnapshotFiles.open(directory).newest()).contains(third);
    }

    @Test
    void onePinnedStaysUntilItIsLetGo() throws IOException {
        SnapshotFiles files = SnapshotFiles.open(directory);
        Checkpoint first = put(files, 1);
        SnapshotFiles.Pin pin = files.pinNewest().orElseThrow();
        SnapshotFiles.Pin again = files.pinNewest().orElseThrow();

        put(files, 2);
        put(files, 3);
        pin.close();
        assertThat(first.directory()).exists();
        again.close();

        assertThat(first.directory()).doesNotExist();
    }

    @Test
    void whatWasNotFinishedIsGoneAfterARestart() throws IOException {
        SnapshotFiles files = SnapshotFiles.open(directory);
        Path unfinished = files.unfinished();
        Files.createDirectories(unfinished.resolve("sub"));
        Files.writeString(unfinished.resolve("sub/file"), "half");

        SnapshotFiles reopened = SnapshotFiles.open(directory);

        assertThat(unfinished).doesNotExist();
        assertThat(reopened.newest()).isEmpty();
    }

    private static Checkpoint put(SnapshotFiles files, long index) throws IOException {
        return SnapshotFixture.put(files, new LogPosition(1, index), Map.of("file", new byte[] {1}));
    }
}
