package io.paddock.cluster.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the fields of a record. Owned by one thread.
 *
 * <p>Every method throws {@link MalformedRecordException} when the bytes do not hold what is asked for.
 */
public final class WireReader {
    private static final int NULL_LENGTH = -1;

    private final ByteBuffer buffer;

    /** Reads from the first of these bytes. */
    public WireReader(Bytes bytes) {
        buffer = ByteBuffer.wrap(bytes.toArray());
    }

    /** Four bytes. */
    public int int32() {
        need(Integer.BYTES);
        return buffer.getInt();
    }

    /** Eight bytes. */
    public long int64() {
        need(Long.BYTES);
        return buffer.getLong();
    }

    /** One byte that is 1 or 0. */
    public boolean bool() {
        need(1);
        byte value = buffer.get();
        if (value != 0 && value != 1) {
            throw new MalformedRecordException("expected a boolean but got " + value);
        }
        return value == 1;
    }

    /** A buffer; none when its length is -1. */
    public Optional<Bytes> buffer() {
        int length = int32();
        if (length == NULL_LENGTH) {
            return Optional.empty();
        }
        return Optional.of(raw(length));
    }

    /** A text; none when its length is -1. */
    public Optional<String> text() {
        return buffer().map(Bytes::text);
    }

    /** A vector of texts; a missing vector reads as an empty one. */
    public List<String> texts() {
        int count = count();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text().orElseThrow(() -> new MalformedRecordException("expected no null text in a vector")));
        }
        return texts;
    }

    /** The number of elements of a vector; 0 also for a missing vector. */
    public int count() {
        int count = int32();
        if (count < NULL_LENGTH || count > buffer.remaining()) {
            throw new MalformedRecordException("vector of " + count + " in " + buffer.remaining() + " bytes");
        }
        return Math.max(0, count);
    }

    /** So many bytes as they are. */
    public Bytes raw(int length) {
        need(length);
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return Bytes.copyOf(bytes);
    }

    /** The number of bytes not read yet. */
    public int remaining() {
        return buffer.remaining();
    }

    private void need(int length) {
        if (length < 0 || length > buffer.remaining()) {
            throw new MalformedRecordException(
                    "expected " + length + " more bytes but there are " + buffer.remaining());
        }
    }
}
