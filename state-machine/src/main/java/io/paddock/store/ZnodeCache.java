package io.paddock.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.paddock.compact.RecordCache;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Znodes as they are on disk, also those known not to exist, within a bound of memory.
 *
 * <p>Safe for all threads. Invariant: what is here is what the disk holds after the last generation retired, or is covered by a live
 * generation: the writer puts all of a generation here before it drops it, and what a load read is put here only if nothing was retired
 * since, or after it was brought up to date.
 */
final class ZnodeCache {

    /*
     * A znode's record: what is known of its data, and the znode as on disk; then its data, if that is short. Longer data is an array of its
     * own: it is handed out as it is.
     */

    private static final int SHORT_DATA_BYTES_MAX = 4096;
    /** The znode itself, with an ACL of moderate length. */
    private static final int ZNODE_BYTES = 256;

    private static final int LONG_DATA_SHARE = 4;
    private static final int LONG_DATA_ENTRY_BYTES = 200;
    /** Longer data is not kept: a few of them would push out everything else. */
    private static final int DATA_SHARE = 16;

    /** What a record begins with. */
    private static final byte ABSENT = 0;

    private static final byte WITHOUT_DATA = 1;
    private static final byte NULL_DATA = 2;
    private static final byte SHORT_DATA = 3;
    private static final byte LONG_DATA = 4;

    private static final byte[] ABSENT_RECORD = {ABSENT};
    private static final byte[] NO_BYTES = {};

    private final RecordCache records;
    private final Cache<String, Bytes> longData;
    private final long dataBytesMax;
    private final int shortDataBytesMax;
    private final ZnodeCodec codec = new ZnodeCodec();
    private final RecordCache.Reader<Znode> znodeReader =
            (bytes, head, headLength, tail, tailLength) -> znode(bytes, head, headLength);

    /** What a record says of the data; {@link #LATER} if it is long. */
    private static final RecordCache.Reader<Bytes> DATA_READER =
            (bytes, head, headLength, tail, tailLength) -> data(bytes, head, tail, tailLength);

    /** Stands for data that is not in the record; compared by identity. */
    private static final Bytes LATER = Bytes.of(new byte[1]);

    ZnodeCache(long bytesMax) {
        long longBytesMax = bytesMax / LONG_DATA_SHARE;
        records = new RecordCache(bytesMax - longBytesMax);
        longData = Caffeine.newBuilder()
                .maximumWeight(longBytesMax)
                .weigher((String path, Bytes data) -> LONG_DATA_ENTRY_BYTES + path.length() + data.length())
                .executor(Runnable::run)
                .build();
        dataBytesMax = bytesMax / DATA_SHARE;
        shortDataBytesMax = Math.min(SHORT_DATA_BYTES_MAX, Math.max(0, records.recordBytesMax() - ZNODE_BYTES));
    }

    /** The znode, {@link Znode#ABSENT} if there is none, {@link CachedZnode#NO_ZNODE} if that is not known here. */
    Znode znode(String path) {
        return records.find(key(path), znodeReader, CachedZnode.NO_ZNODE);
    }

    /** The data, {@link CachedZnode#NO_DATA} if it is not held here. */
    @SuppressWarnings("ReferenceEquality") // The stand-in is one object; equal data is data.
    Bytes data(String path) {
        Bytes found = records.find(key(path), DATA_READER, CachedZnode.NO_DATA);
        if (found != LATER) {
            return found;
        }
        Bytes separate = longData.getIfPresent(path);
        return separate == null ? CachedZnode.NO_DATA : separate;
    }

    /** What is known of {@code path}, {@link CachedZnode#UNKNOWN} if nothing. */
    CachedZnode find(String path) {
        Znode znode = znode(path);
        return CachedZnode.isKnown(znode) ? CachedZnode.of(znode, data(path)) : CachedZnode.UNKNOWN;
    }

    /** Keeps what is known of {@code path}. */
    void put(String path, CachedZnode entry) {
        byte[] key = key(path);
        Bytes data = entry.data();
        if (!entry.znode().exists()) {
            records.put(key, ABSENT_RECORD, NO_BYTES);
        } else if (!entry.hasData() || data.length() > dataBytesMax) {
            records.put(key, head(WITHOUT_DATA, entry.znode()), NO_BYTES);
        } else if (data.isNull()) {
            records.put(key, head(NULL_DATA, entry.znode()), NO_BYTES);
        } else if (data.length() <= shortDataBytesMax) {
            records.put(key, head(SHORT_DATA, entry.znode()), data.array());
        } else {
            // Before the record, which says that it is here.
            longData.put(path, data);
            records.put(key, head(LONG_DATA, entry.znode()), NO_BYTES);
        }
    }

    /** Keeps what was loaded of {@code path}, unless more is here: both are right. */
    void putLoaded(String path, CachedZnode entry) {
        if (entry.hasData() || !CachedZnode.isHeld(data(path))) {
            put(path, entry);
        }
    }

    /** Tells the znodes of a generation that is about to be written what is held here of data that did not change. */
    void fillIn(Generation generation) {
        for (PendingZnode pending : generation.znodes()) {
            if (pending.lacksData()) {
                pending.keepData(data(pending.path()));
            }
        }
    }

    /** Takes in all of a generation that came to disk, but for removed znodes of which nothing is known here: few ask for those. */
    void putAll(Generation written) {
        for (PendingZnode pending : written.znodes()) {
            if (pending.exists()) {
                Bytes data = pending.dataToWrite();
                if (!CachedZnode.isHeld(data)) {
                    data = data(pending.path());
                }
                put(pending.path(), CachedZnode.of(pending.znode(), data));
            } else if (records.contains(key(pending.path()))) {
                put(pending.path(), CachedZnode.ABSENT);
            }
        }
    }

    /** Estimated memory. */
    long bytes() {
        return records.bytes()
                + longData.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    private static byte[] key(String path) {
        return path.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] head(byte kind, Znode znode) {
        RecordWriter out = new RecordWriter(ZNODE_BYTES);
        out.putByte(kind);
        ZnodeCodec.encode(znode, out);
        return out.toArray();
    }

    private Znode znode(byte[] bytes, int head, int headLength) {
        return bytes[head] == ABSENT ? Znode.ABSENT : codec.decode(bytes, head + 1, headLength - 1);
    }

    private static Bytes data(byte[] bytes, int head, int tail, int tailLength) {
        return switch (bytes[head]) {
            case NULL_DATA -> Bytes.NULL;
            case SHORT_DATA -> Bytes.of(Arrays.copyOfRange(bytes, tail, tail + tailLength));
            case LONG_DATA -> LATER;
            default -> CachedZnode.NO_DATA;
        };
    }
}
