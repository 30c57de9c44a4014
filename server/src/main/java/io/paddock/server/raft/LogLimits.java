package io.paddock.server.raft;

/**
 * How much of the log is kept.
 *
 * @param entryBytesMax the longest entry
 * @param snapshotBytes a snapshot is made when the log has grown by this much since the last
 * @param snapshotEntries or by so many entries
 * @param retainedBytes the newest part of the log that stays for followers that were away for a short time, even when a snapshot covers it
 * @param retainedEntries or so many entries, whichever is less
 * @param segmentBytes the size of a file of the log; only whole files are removed, and the newest are on the heap
 */
public record LogLimits(
        int entryBytesMax,
        long snapshotBytes,
        long snapshotEntries,
        long retainedBytes,
        long retainedEntries,
        int segmentBytes) {

    private static final int MIB = 1 << 20;

    /** What a server uses when nothing is set. Ratis keeps some 150 bytes of heap for each entry on disk: 200,000 and 50,000 entries are 38 MB. */
    public static final LogLimits USUAL = new LogLimits(8 * MIB, 128L * MIB, 200_000, 64L * MIB, 50_000, 8 * MIB);

    public LogLimits {
        if (entryBytesMax < 1 || entryBytesMax > 320 * MIB) {
            throw new IllegalArgumentException("expected entries of 1 byte to 320 MiB but got " + entryBytesMax);
        }
        if (snapshotBytes < 1 || snapshotEntries < 1 || retainedBytes < 0 || retainedEntries < 0 || segmentBytes < 1) {
            throw new IllegalArgumentException("a limit is negative");
        }
    }
}
