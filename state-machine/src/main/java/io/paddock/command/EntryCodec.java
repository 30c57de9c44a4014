package io.paddock.command;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The bytes of an entry of the log: its time, and batches as {@link CommandCodec} writes them, which are not looked into. */
public final class EntryCodec {

    private static final int VERSION = 1;
    private static final int HEADER_BYTES_MAX = 32;
    private static final int BATCH_BYTES_MIN = 7;

    private EntryCodec() {}

    /** The bytes of an entry of batches that are encoded already. */
    public static byte[] encodeEntry(long timeMs, List<byte[]> encodedBatches) {
        int size = HEADER_BYTES_MAX;
        for (byte[] batch : encodedBatches) {
            size = Math.addExact(size, batch.length + ByteWriter.lengthOfVarint(batch.length));
        }
        ByteWriter out = new ByteWriter(size);
        out.writeByte(VERSION);
        out.writeFixedLong(timeMs);
        out.writeUnsigned(encodedBatches.size());
        for (byte[] batch : encodedBatches) {
            out.writeUnsigned(batch.length);
            out.writeRaw(batch);
        }
        return out.toBytes();
    }

    /**
     * The entry of the bytes that remain in {@code buffer}, whose position does not move; nothing of the buffer is kept.
     *
     * @throws CorruptEntryException when they are not an entry's
     */
    public static Entry decodeEntry(ByteBuffer buffer) {
        ByteReader in = readerOf(buffer);
        int version = in.readByte();
        if (version != VERSION) {
            throw in.corrupt("an entry of version " + version + ", this software knows " + VERSION);
        }
        long timeMs = in.readFixedLong();
        int count = in.readCount(BATCH_BYTES_MIN);
        List<Batch> batches = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            batches.add(CommandCodec.decodeBatch(in.readPart(in.readUnsigned())));
        }
        in.expectEnd();
        return new Entry(timeMs, batches);
    }

    static ByteReader readerOf(ByteBuffer buffer) {
        if (buffer.hasArray()) {
            int from = buffer.arrayOffset() + buffer.position();
            return new ByteReader(buffer.array(), from, from + buffer.remaining());
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return new ByteReader(bytes, 0, bytes.length);
    }
}
