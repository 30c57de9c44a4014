package io.paddock.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.paddock.tree.Bytes;

/**
 * Znodes as they are on disk, also those known not to exist, within a bound of heap.
 *
 * <p>Safe for all threads. Invariant: what is here is what the disk holds after the last generation retired, or is covered by a live
 * generation: the writer puts all of a generation here before it drops it, and what a load read is put here only if nothing was retired
 * since, or after it was brought up to date.
 */
final class ZnodeCache {

    private static final int ENTRY_BYTES = 320;

    /** Larger data is not kept: a few of them would push out everything else. */
    private static final int DATA_SHARE = 16;

    private final Cache<String, CachedZnode> entries;
    private final long dataBytesMax;

    ZnodeCache(long bytesMax) {
        entries = Caffeine.newBuilder()
                .maximumWeight(bytesMax)
                .weigher((String path, CachedZnode entry) -> weight(path, entry))
                .executor(Runnable::run)
                .build();
        dataBytesMax = bytesMax / DATA_SHARE;
    }

    private static int weight(String path, CachedZnode entry) {
        return ENTRY_BYTES + path.length() + entry.data().length();
    }

    /** What is known of {@code path}, {@link CachedZnode#UNKNOWN} if nothing. */
    CachedZnode find(String path) {
        CachedZnode found = entries.getIfPresent(path);
        return found == null ? CachedZnode.UNKNOWN : found;
    }

    /** Keeps what is known of {@code path}. */
    void put(String path, CachedZnode entry) {
        boolean isTooLarge = entry.data().length() > dataBytesMax;
        entries.put(path, isTooLarge ? CachedZnode.of(entry.znode(), CachedZnode.NO_DATA) : entry);
    }

    /** Keeps what was loaded of {@code path}, unless more is here: both are right. */
    void putLoaded(String path, CachedZnode entry) {
        if (entry.hasData() || !find(path).hasData()) {
            put(path, entry);
        }
    }

    /** Takes in all of a generation that came to disk, but for removed znodes of which nothing is known here: few ask for those. */
    void putAll(Generation written) {
        for (PendingZnode pending : written.znodes()) {
            if (pending.exists()) {
                Bytes data = pending.hasData()
                        ? pending.data()
                        : find(pending.path()).data();
                put(pending.path(), CachedZnode.of(pending.znode(), data));
            } else if (entries.policy().getIfPresentQuietly(pending.path()) != null) {
                put(pending.path(), CachedZnode.ABSENT);
            }
        }
    }

    /** Estimated heap. */
    long bytes() {
        return entries.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }
}
