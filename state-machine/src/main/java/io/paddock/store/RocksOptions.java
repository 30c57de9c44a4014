package io.paddock.store;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksObject;
import org.rocksdb.TablePropertiesCollectorFactory;
import org.rocksdb.WriteOptions;
import org.rocksdb.util.StdErrLogger;

/** How RocksDB is set, with the reasons, and the native objects that belong to it: they must outlive the database. */
final class RocksOptions implements AutoCloseable {

    static {
        RocksDB.loadLibrary();
    }

    private static final long MIB = 1L << 20;
    private static final double HIGH_PRIORITY_SHARE = 0.5;
    private static final int CACHE_SHARD_BITS = 2;
    private static final int PARTITION_BYTES = 4 * 1024;
    private static final int BLOOM_BITS = 10;
    private static final int BLOCK_BYTES = 8 * 1024;
    private static final int TOMBSTONE_WINDOW = 16_384;
    private static final int TOMBSTONES_MANY = 8_192;

    private final List<RocksObject> owned = new ArrayList<>();
    private final Options options;
    private final WriteOptions writeOptions = own(new WriteOptions());
    private final ReadOptions readOptions = own(new ReadOptions());
    private final FlushOptions flushAndWait = own(new FlushOptions());
    private final FlushOptions flushInBackground = own(new FlushOptions());

    private RocksOptions(Options options) {
        this.options = own(options);
        // The Raft log is the write-ahead log.
        writeOptions.setDisableWAL(true);
        // Keys of a batch are ordered.
        writeOptions.setMemtableInsertHintPerBatch(true);
        flushAndWait.setWaitForFlush(true).setAllowWriteStall(true);
        flushInBackground.setWaitForFlush(false).setAllowWriteStall(true);
    }

    /** To open a store, made if it is missing. */
    static RocksOptions forStore(StoreSettings settings) {
        RocksOptions all = new RocksOptions(new Options());
        all.setMemory(settings);
        all.setCompaction(settings);
        all.options
                .setCreateIfMissing(true)
                // A failed write or flush stops the process; RocksDB must not try the same file again.
                .setMaxBgErrorResumeCount(0)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(4 * MIB)
                .setKeepLogFileNum(3)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
        return all;
    }

    /** To look into a store without changing anything in its directory, not even by a log file. */
    static RocksOptions forLooking() {
        RocksOptions all = new RocksOptions(new Options());
        all.options.setLogger(all.own(new StdErrLogger(InfoLogLevel.FATAL_LEVEL)));
        return all;
    }

    private void setMemory(StoreSettings settings) {
        Cache blockCache = own(new LRUCache(settings.blockCacheBytes(), CACHE_SHARD_BITS, false, HIGH_PRIORITY_SHARE));
        options.setTableFormatConfig(new BlockBasedTableConfig()
                .setBlockCache(blockCache)
                .setBlockSize(BLOCK_BYTES)
                // Most lookups that get here are for znodes that do not exist: the check before a creation.
                .setFilterPolicy(own(new BloomFilter(BLOOM_BITS)))
                .setWholeKeyFiltering(true)
                // Indexes and filters grow with the tree, so they too live within the cache's bound, in small parts:
                // whole ones of a
                // table are half a megabyte, and pushed each other out of the cache at every lookup of a million
                // znodes.
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setPartitionFilters(true)
                .setMetadataBlockSize(PARTITION_BYTES)
                .setPinTopLevelIndexAndFilter(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFormatVersion(6));
        // The writer begins a flush at memtableBytes, so that it knows what survives a crash. RocksDB by itself would
        // at twice that.
        options.setWriteBufferSize(2 * settings.memtableBytes())
                .setMaxWriteBufferNumber(3)
                .setMemtablePrefixBloomSizeRatio(0.02)
                .setMemtableWholeKeyFiltering(true)
                // One thread writes.
                .setAllowConcurrentMemtableWrite(false)
                .setEnableWriteThreadAdaptiveYield(false);
    }

    private void setCompaction(StoreSettings settings) {
        options.setMaxBackgroundJobs(settings.backgroundJobs())
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTargetFileSizeBase(32 * MIB)
                .setMaxBytesForLevelBase(128 * MIB)
                .setLevelZeroFileNumCompactionTrigger(8)
                // Only the writer feels a stall, and passes it on through awaitRoom; late ones save work in bursts.
                .setLevelZeroSlowdownWritesTrigger(24)
                .setLevelZeroStopWritesTrigger(40)
                .setBytesPerSync(MIB);
        // Parents of queues and locks collect tombstones, which every scan of their children would step over.
        options.setTablePropertiesCollectorFactory(
                List.of(own(TablePropertiesCollectorFactory.NewCompactOnDeletionCollectorFactory(
                        TOMBSTONE_WINDOW, TOMBSTONES_MANY, 0.5))));
    }

    private <T extends RocksObject> T own(T object) {
        owned.add(object);
        return object;
    }

    Options options() {
        return options;
    }

    WriteOptions writeOptions() {
        return writeOptions;
    }

    ReadOptions readOptions() {
        return readOptions;
    }

    FlushOptions flushAndWait() {
        return flushAndWait;
    }

    FlushOptions flushInBackground() {
        return flushInBackground;
    }

    /** Releases what is native, the last made first. */
    @Override
    public void close() {
        for (int i = owned.size() - 1; i >= 0; i--) {
            owned.get(i).close();
        }
    }
}
