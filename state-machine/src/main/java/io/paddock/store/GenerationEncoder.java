package io.paddock.store;

import io.paddock.session.Session;
import io.paddock.store.PendingZnode.Prior;
import io.paddock.tree.Bytes;
import io.paddock.tree.ZnodeOwner;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the bytes of one RocksDB write batch of a generation, so that a whole generation crosses into native code in one call.
 *
 * <p>RocksDB's form of a batch, the same since its first release: eight bytes that RocksDB fills in, the number of records as four
 * bytes little-endian, then for each record a byte, 1 to put and 0 to delete, the key and for a put the value, both after their length.
 *
 * <p>Records of a kind stand together, ordered by key: RocksDB then finds the place in its memory close to the one before.
 */
final class GenerationEncoder {

    private static final int HEADER_BYTES = 12;
    private static final int COUNT_OFFSET = 8;
    private static final int RECORD_BYTES = 100;
    private static final byte PUT = 1;
    private static final byte DELETE = 0;

    private final RecordWriter batch;
    private final RecordWriter value = new RecordWriter(256);
    private int count;

    private GenerationEncoder(int capacity) {
        batch = new RecordWriter(capacity);
        batch.putRaw(new byte[HEADER_BYTES]);
    }

    /** The batch. Nothing may be {@link Prior#UNKNOWN} any more, nor {@link PendingZnode#lacksData lack data}. */
    static byte[] encode(Generation generation) {
        return new GenerationEncoder(HEADER_BYTES + RECORD_BYTES + generation.size() * RECORD_BYTES).all(generation);
    }

    private byte[] all(Generation generation) {
        Keyed[] znodes = ordered(generation);
        SmallRecordCodec.encode(generation.position(), value);
        put(KeyLayout.POSITION_KEY);
        for (Keyed keyed : znodes) {
            encodeZnode(keyed);
        }
        for (Keyed keyed : znodes) {
            encodeData(keyed);
        }
        for (Keyed keyed : znodes) {
            encodeIndex(keyed.pending);
        }
        generation.sessions().forEach(this::encodeSession);
        generation.origins().forEach(this::encodeOrigin);
        batch.patchIntLittleEndian(COUNT_OFFSET, count);
        return batch.toArray();
    }

    /** What leaves a trace, ordered by key. */
    private static Keyed[] ordered(Generation generation) {
        List<Keyed> found = new ArrayList<>(generation.size());
        for (PendingZnode pending : generation.znodes()) {
            if (pending.exists() || pending.prior() != Prior.ABSENT) {
                found.add(new Keyed(KeyLayout.ofPath(KeyLayout.ZNODE, pending.path()), pending));
            }
        }
        byte[][] keys = new byte[found.size()][];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = found.get(i).key;
        }
        int[] order = KeyOrder.of(keys);
        Keyed[] ordered = new Keyed[order.length];
        for (int i = 0; i < order.length; i++) {
            ordered[i] = found.get(order[i]);
        }
        return ordered;
    }

    private void encodeZnode(Keyed keyed) {
        PendingZnode pending = keyed.pending;
        if (!pending.exists()) {
            delete(keyed.key);
            return;
        }
        Bytes data = pending.dataToWrite();
        if (CachedZnode.isHeld(data) && ZnodeCodec.isShort(data.length())) {
            ZnodeCodec.encode(pending.znode(), data, value);
        } else {
            ZnodeCodec.encode(pending.znode(), value);
        }
        put(keyed.key);
    }

    private void encodeData(Keyed keyed) {
        PendingZnode pending = keyed.pending;
        boolean isChanged = pending.hasData() || !pending.exists();
        if (!isChanged) {
            return;
        }
        boolean isLong = pending.exists() && !ZnodeCodec.isShort(pending.data().length());
        boolean wasLong = !ZnodeCodec.isShort(pending.priorDataLength());
        keyed.key[0] = KeyLayout.DATA;
        if (isLong) {
            ZnodeCodec.encodeData(pending.data(), value);
            put(keyed.key);
        } else if (wasLong) {
            delete(keyed.key);
        }
    }

    private void encodeIndex(PendingZnode pending) {
        long before = pending.priorOwner();
        long now = pending.exists() ? pending.znode().stat().owner() : ZnodeOwner.PERSISTENT;
        if (before == now) {
            return;
        }
        if (before != ZnodeOwner.PERSISTENT) {
            delete(indexKey(before, pending.path()));
        }
        if (now != ZnodeOwner.PERSISTENT) {
            putMark(indexKey(now, pending.path()));
        }
    }

    private static byte[] indexKey(long owner, String path) {
        return ZnodeOwner.kindOf(owner) == ZnodeOwner.Kind.EPHEMERAL
                ? KeyLayout.ephemeral(owner, path)
                : KeyLayout.unusable(path);
    }

    private void encodeSession(long id, Session session) {
        if (session.equals(Generation.ENDED)) {
            delete(KeyLayout.session(id));
        } else {
            SmallRecordCodec.encode(session, value);
            put(KeyLayout.session(id));
        }
    }

    private void encodeOrigin(int server, Origin origin) {
        SmallRecordCodec.encode(origin, value);
        put(KeyLayout.origin(server));
    }

    private void putMark(byte[] key) {
        value.putRaw(SmallRecordCodec.mark());
        put(key);
    }

    /** Puts what {@link #value} holds, and clears it. */
    private void put(byte[] key) {
        batch.putByte(PUT);
        batch.putSized(key);
        batch.putSized(value);
        value.clear();
        count++;
    }

    private void delete(byte[] key) {
        batch.putByte(DELETE);
        batch.putSized(key);
        count++;
    }

    /** A znode with its key, whose first byte changes from one pass to the next. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    private record Keyed(byte[] key, PendingZnode pending) {}
}
