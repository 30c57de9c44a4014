package io.paddock.server.raft;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How much log was applied since the last snapshot, and up to where it may be purged. Owned by the apply thread; the two counters may be read
 * by any.
 *
 * <p>Ratis can keep a number of entries back when it purges, but not a number of bytes. So the index that a snapshot reports to Ratis is not
 * that of the checkpoint but an older one, chosen here: it only serves to purge.
 */
final class LogVolume {

    private static final long SAMPLE_BYTES = 256 * 1024;
    private static final long SAMPLE_ENTRIES = 1_000;

    private record Sample(long index, long bytes, long entries) {}

    private final LogLimits limits;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long totalBytes;
    private long totalEntries;
    private long sampledBytes;
    private long sampledEntries;
    private long floor;
    private volatile long bytesSinceSnapshot;
    private volatile long entriesSinceSnapshot;

    LogVolume(LogLimits limits) {
        this.limits = limits;
    }

    /** Begins after the entry at {@code index}, all before being covered by a snapshot. */
    void restartAfter(long index) {
        samples.clear();
        floor = index;
        sampledBytes = totalBytes;
        sampledEntries = totalEntries;
        bytesSinceSnapshot = 0;
        entriesSinceSnapshot = 0;
    }

    // Only the apply thread writes the counters.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void add(long index, int bytes) {
        totalBytes += bytes;
        totalEntries++;
        bytesSinceSnapshot += bytes;
        entriesSinceSnapshot++;
        if (totalBytes - sampledBytes >= SAMPLE_BYTES || totalEntries - sampledEntries >= SAMPLE_ENTRIES) {
            samples.addLast(new Sample(index, totalBytes, totalEntries));
            sampledBytes = totalBytes;
            sampledEntries = totalEntries;
        }
    }

    boolean isSnapshotDue() {
        return bytesSinceSnapshot >= limits.snapshotBytes() || entriesSinceSnapshot >= limits.snapshotEntries();
    }

    long bytesSinceSnapshot() {
        return bytesSinceSnapshot;
    }

    /**
     * There is a snapshot at {@code snapshotIndex}: up to where the log is not needed any more. Never less than the last time, as Ratis demands.
     */
    long snapshotTaken(long snapshotIndex) {
        while (!samples.isEmpty() && isBeyondRetention(samples.peekFirst())) {
            Sample sample = samples.removeFirst();
            floor = Math.max(floor, Math.min(sample.index(), snapshotIndex));
        }
        bytesSinceSnapshot = 0;
        entriesSinceSnapshot = 0;
        return floor;
    }

    private boolean isBeyondRetention(Sample sample) {
        return totalBytes - sample.bytes() >= limits.retainedBytes()
                || totalEntries - sample.entries() >= limits.retainedEntries();
    }
}
