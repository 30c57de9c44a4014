package io.paddock.server.config;

import java.nio.file.Path;

/**
 * Where data lies and how much of it is kept at hand.
 *
 * @param dataDir {@code dataDir}: the store, {@code myid}, the pid file
 * @param dataLogDir {@code dataLogDir}: the Raft log; the same as dataDir if not set
 * @param cacheBytesMax {@code paddock.cacheBytesMax}: memory for znodes, most of it besides the heap; as much as a quarter
 *     of the heap if not set
 * @param snapshotLogBytes {@code paddock.snapshotLogBytes}: log written between two snapshots
 * @param logEntriesKept {@code paddock.logEntriesKept}: entries kept behind a snapshot for followers that lag
 * @param allowsWipedServer {@code paddock.allowWipedServer}: a server that lost its data may vote again under its id
 */
public record StorageSettings(
        Path dataDir,
        Path dataLogDir,
        long cacheBytesMax,
        long snapshotLogBytes,
        int logEntriesKept,
        boolean allowsWipedServer) {
    private static final int HEAP_PARTS = 4;
    private static final long CACHE_BYTES_MIN = 1L << 20;
    private static final long SNAPSHOT_LOG_BYTES = 256L << 20;

    static StorageSettings from(SettingSource source, Path dataDir, long heapBytesMax) throws ConfigException {
        return new StorageSettings(
                dataDir,
                source.path("dataLogDir", dataDir.toString()),
                source.bytes("paddock.cacheBytesMax", heapBytesMax / HEAP_PARTS, CACHE_BYTES_MIN, Long.MAX_VALUE),
                source.bytes("paddock.snapshotLogBytes", SNAPSHOT_LOG_BYTES, 1L << 20, Long.MAX_VALUE),
                source.number("paddock.logEntriesKept", 20_000, 0, Integer.MAX_VALUE),
                source.flag("paddock.allowWipedServer", false));
    }
}
