package io.paddock.server.raft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogVolumeTest {

    private static final int MIB = 1 << 20;

    @Test
    void aSnapshotIsDueByBytesOrByEntries() {
        LogVolume byBytes = new LogVolume(new LogLimits(MIB, MIB, 1_000, 0, 0, MIB));
        LogVolume byEntries = new LogVolume(new LogLimits(MIB, MIB, 3, 0, 0, MIB));

        byBytes.add(0, MIB - 1);
        byEntries.add(0, 1);
        byEntries.add(1, 1);
        assertThat(byBytes.isSnapshotDue()).isFalse();
        assertThat(byEntries.isSnapshotDue()).isFalse();
        byBytes.add(1, 1);
        byEntries.add(2, 1);

        assertThat(byBytes.isSnapshotDue()).isTrue();
        assertThat(byEntries.isSnapshotDue()).isTrue();
        byBytes.snapshotTaken(1);
        assertThat(byBytes.isSnapshotDue()).isFalse();
    }

    @Test
    void theNewestBytesAreKept() {
        LogVolume volume = new LogVolume(new LogLimits(MIB, 8L * MIB, 1_000_000, 4L * MIB, 1_000_000, MIB));
        volume.restartAfter(-1);
        for (int index = 0; index < 10; index++) {
            volume.add(index, MIB);
        }

        assertThat(volume.snapshotTaken(9)).isEqualTo(5);
    }

    @Test
    void nothingAfterTheSnapshotIsPurgedAndThePurgeNeverGoesBack() {
        LogVolume volume = new LogVolume(new LogLimits(MIB, MIB, 1_000_000, 0, 0, MIB));
        volume.restartAfter(3);
        for (int index = 4; index < 10; index++) {
            volume.add(index, MIB);
        }

        assertThat(volume.snapshotTaken(7)).isEqualTo(7);
        assertThat(volume.snapshotTaken(7)).isEqualTo(7);
    }

    @Test
    void manySmallEntriesAreNotKeptForTheirBytes() {
        LogVolume volume = new LogVolume(new LogLimits(MIB, MIB, 1_000_000, 1L << 40, 2_000, MIB));
        volume.restartAfter(-1);
        for (int index = 0; index < 10_000; index++) {
            volume.add(index, 1);
        }

        assertThat(volume.snapshotTaken(9_999)).isEqualTo(7_999);
    }
}
