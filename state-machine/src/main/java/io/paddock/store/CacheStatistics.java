package io.paddock.store;

/**
 * What a store has done and holds, for metrics; the numbers are of about the same moment.
 *
 * @param hits lookups that memory answered, since the start
 * @param misses lookups that it could not answer
 * @param bytes estimated memory of the cached znodes, data and sets of children
 * @param pendingRecords znodes published and not yet written
 * @param pendingBytes their estimated heap
 * @param generations how many generations were written since the start
 * @param lastWriteMs how long the last one took
 * @param checkpointMs how long the last checkpoint took, 0 before the first
 */
public record CacheStatistics(
        long hits,
        long misses,
        long bytes,
        long pendingRecords,
        long pendingBytes,
        long generations,
        long lastWriteMs,
        long checkpointMs) {}
