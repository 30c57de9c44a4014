package io.paddock.compact;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;

/**
 * Records by key within a bound of memory, in few large pieces that are not on the heap. A record has two parts, a head and a tail, so that
 * who wants the one need not decode the other. When room is needed, records that nobody looked up since they were put, or since they were last
 * spared, go first, the oldest before the younger ones.
 *
 * <p>Safe for all threads: each part of the cache has a lock, held for one look-up or one change.
 */
public final class RecordCache {

    private static final int SHARDS_MAX = 16;
    private static final int SEGMENT_BYTES_MAX = 64 * 1024;
    private static final int SEGMENT_BYTES_MIN = 512;
    /** A shard with fewer would drop a large part of what it holds at once. */
    private static final int SEGMENTS_MIN = 8;

    private final RecordShard[] shards;
    private final int recordBytesMax;

    /** Makes something of a record, whose bytes are only there during the call. Quick, and looks nothing up: a lock is held. */
    public interface Reader<T> {
        /** The head and the tail are in {@code bytes}, from where and how long. */
        T read(byte[] bytes, int head, int headLength, int tail, int tailLength);
    }

    /** An empty cache that takes no more than {@code bytesMax} of memory; if that is less than {@value #SEGMENT_BYTES_MIN}, it keeps nothing. */
    public RecordCache(long bytesMax) {
        this(bytesMax, ByteBuffer::allocateDirect);
    }

    /** Likewise, with memory from {@code allocator}, which throws {@link OutOfMemoryError} when there is no more. */
    RecordCache(long bytesMax, IntFunction<ByteBuffer> allocator) {
        int segmentBytes =
                (int) Math.max(SEGMENT_BYTES_MIN, Math.min(SEGMENT_BYTES_MAX, bytesMax / SHARDS_MAX / SEGMENTS_MIN));
        int count = 1;
        while (count < SHARDS_MAX && bytesMax / (count * 2L) >= (long) segmentBytes * SEGMENTS_MIN) {
            count *= 2;
        }
        shards = new RecordShard[count];
        for (int i = 0; i < count; i++) {
            shards[i] = new RecordShard(bytesMax / count, segmentBytes, allocator);
        }
        recordBytesMax = segmentBytes / 4;
    }

    /** The longest head and tail together that are kept for sure, with a key of moderate length. */
    public int recordBytesMax() {
        return recordBytesMax;
    }

    /** What {@code reader} makes of the record of {@code key}, {@code absent} if there is none. */
    public <T> T find(byte[] key, Reader<T> reader, T absent) {
        long hash = SeededHash.of(key);
        return shard(hash).find(key, (int) hash, reader, absent);
    }

    /** Whether there is a record, which is not a look-up that spares it. */
    public boolean contains(byte[] key) {
        long hash = SeededHash.of(key);
        return shard(hash).contains(key, (int) hash);
    }

    /** Keeps a record, in place of the one that was there; one that is too long is not kept. */
    public void put(byte[] key, byte[] head, byte[] tail) {
        long hash = SeededHash.of(key);
        shard(hash).put(key, (int) hash, head, tail);
    }

    /** Memory in use, in bytes. */
    public long bytes() {
        long bytes = 0;
        for (RecordShard shard : shards) {
            bytes += shard.bytes();
        }
        return bytes;
    }

    private RecordShard shard(long hash) {
        return shards[(int) (hash >>> Integer.SIZE) & (shards.length - 1)];
    }
}
