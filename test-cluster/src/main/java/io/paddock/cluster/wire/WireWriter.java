package io.paddock.cluster.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Builds the bytes of a record, field after field. Owned by one thread. */
public final class WireWriter {
    private static final int NULL_LENGTH = -1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** Four bytes, the highest first. */
    public WireWriter int32(int value) {
        return write(() -> out.writeInt(value));
    }

    /** Eight bytes, the highest first. */
    public WireWriter int64(long value) {
        return write(() -> out.writeLong(value));
    }

    /** One byte: 1 or 0. */
    public WireWriter bool(boolean value) {
        return write(() -> out.writeBoolean(value));
    }

    /** A length and so many bytes; the length -1 when there is no value at all. */
    public WireWriter buffer(Optional<Bytes> value) {
        return write(() -> {
            out.writeInt(value.map(Bytes::length).orElse(NULL_LENGTH));
            out.write(value.orElse(Bytes.EMPTY).toArray());
        });
    }

    /** A text as a buffer of UTF-8. */
    public WireWriter text(String value) {
        return buffer(Optional.of(Bytes.copyOf(value.getBytes(StandardCharsets.UTF_8))));
    }

    /** A count and so many texts. */
    public WireWriter texts(List<String> values) {
        int32(values.size());
        values.forEach(this::text);
        return this;
    }

    /** Bytes as they are, without a length. */
    public WireWriter raw(Bytes value) {
        return write(() -> out.write(value.toArray()));
    }

    /** What was written so far. */
    public Bytes toBytes() {
        return Bytes.copyOf(bytes.toByteArray());
    }

    /** What was written so far, as a frame: with its length before it. */
    public Bytes toFrame() {
        return new WireWriter().int32(bytes.size()).raw(toBytes()).toBytes();
    }

    private WireWriter write(Put put) {
        try {
            put.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Put {
        void run() throws IOException;
    }
}
