package io.paddock.store;

/**
 * The bounds of a store.
 *
 * @param cacheBytesMax memory, three quarters of it besides the heap, for znodes and data that were read or written lately
 * @param childSetBytesMax heap for the sets of children's names of parents in use
 * @param blockCacheBytes native memory for RocksDB's blocks, its indexes and filters included
 * @param memtableBytes native memory that RocksDB gathers before it makes a file; three times as much may be in use
 * @param generationBytesMax how much is published before the writer takes it, in bytes of heap
 * @param generationMsMax how long something is published before the writer takes it
 * @param unwrittenBytesMax how much may be published and not yet written before {@link StateStore#awaitRoom} waits
 * @param flushMsMax how long something written stays in RocksDB's memory: what a crash makes the Raft log replay
 * @param backgroundJobs RocksDB's threads for flushes and compactions
 */
public record StoreSettings(
        long cacheBytesMax,
        long childSetBytesMax,
        long blockCacheBytes,
        long memtableBytes,
        long generationBytesMax,
        long generationMsMax,
        long unwrittenBytesMax,
        long flushMsMax,
        int backgroundJobs) {

    private static final long MIB = 1L << 20;

    /** For a server with 512 MB of heap and two cores. */
    public static final StoreSettings DEFAULT =
            new StoreSettings(64 * MIB, 24 * MIB, 64 * MIB, 32 * MIB, 2 * MIB, 2_000, 48 * MIB, 30_000, 2);

    public StoreSettings {
        checkPositive("cacheBytesMax", cacheBytesMax);
        checkPositive("childSetBytesMax", childSetBytesMax);
        checkPositive("blockCacheBytes", blockCacheBytes);
        checkPositive("memtableBytes", memtableBytes);
        checkPositive("generationBytesMax", generationBytesMax);
        checkPositive("generationMsMax", generationMsMax);
        checkPositive("flushMsMax", flushMsMax);
        checkPositive("backgroundJobs", backgroundJobs);
        if (unwrittenBytesMax < generationBytesMax) {
            throw new IllegalArgumentException("unwrittenBytesMax " + unwrittenBytesMax
                    + " must not be less than generationBytesMax " + generationBytesMax);
        }
    }

    /** This with other bounds for the two caches on the heap. */
    public StoreSettings withCaches(long znodeBytesMax, long childrenBytesMax) {
        return new StoreSettings(
                znodeBytesMax,
                childrenBytesMax,
                blockCacheBytes,
                memtableBytes,
                generationBytesMax,
                generationMsMax,
                unwrittenBytesMax,
                flushMsMax,
                backgroundJobs);
    }

    /** This with other bounds for what is published and not yet written. */
    public StoreSettings withGenerations(long bytesMax, long msMax, long unwrittenMax) {
        return new StoreSettings(
                cacheBytesMax,
                childSetBytesMax,
                blockCacheBytes,
                memtableBytes,
                bytesMax,
                msMax,
                unwrittenMax,
                flushMsMax,
                backgroundJobs);
    }

    /** This with other bounds for RocksDB's memory. */
    public StoreSettings withRocks(long blockCache, long memtable, long flushMs) {
        return new StoreSettings(
                cacheBytesMax,
                childSetBytesMax,
                blockCache,
                memtable,
                generationBytesMax,
                generationMsMax,
                unwrittenBytesMax,
                flushMs,
                backgroundJobs);
    }

    private static void checkPositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive but is " + value);
        }
    }
}
