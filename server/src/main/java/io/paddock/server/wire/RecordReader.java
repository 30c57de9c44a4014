package io.paddock.server.wire;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.jute.Index;
import org.apache.jute.InputArchive;
import org.apache.jute.Record;

/**
 * Jute records out of a buffer. A string, buffer or vector that says it is longer than what is left, is refused before anything is
 * allocated for it; so a request costs at most a few times its own length.
 *
 * <p>Owned by the event loop that reads the buffer.
 */
final class RecordReader implements InputArchive {

    private final ByteBuf in;

    RecordReader(ByteBuf in) {
        this.in = in;
    }

    @Override
    public byte readByte(String tag) throws IOException {
        need(1, tag);
        return in.readByte();
    }

    @Override
    public boolean readBool(String tag) throws IOException {
        need(1, tag);
        return in.readByte() != 0;
    }

    @Override
    public int readInt(String tag) throws IOException {
        need(Integer.BYTES, tag);
        return in.readInt();
    }

    @Override
    public long readLong(String tag) throws IOException {
        need(Long.BYTES, tag);
        return in.readLong();
    }

    @Override
    public float readFloat(String tag) throws IOException {
        need(Float.BYTES, tag);
        return in.readFloat();
    }

    @Override
    public double readDouble(String tag) throws IOException {
        need(Double.BYTES, tag);
        return in.readDouble();
    }

    @Override
    public String readString(String tag) throws IOException {
        int length = readInt(tag);
        if (length == -1) {
            return null;
        }
        need(length, tag);
        return in.readString(length, StandardCharsets.UTF_8);
    }

    @Override
    public byte[] readBuffer(String tag) throws IOException {
        int length = readInt(tag);
        if (length == -1) {
            return null;
        }
        need(length, tag);
        byte[] bytes = new byte[length];
        in.readBytes(bytes);
        return bytes;
    }

    @Override
    public void readRecord(Record record, String tag) throws IOException {
        record.deserialize(this, tag);
    }

    @Override
    public void startRecord(String tag) {}

    @Override
    public void endRecord(String tag) {}

    @Override
    public Index startVector(String tag) throws IOException {
        int count = readInt(tag);
        if (count == -1) {
            return null;
        }
        // The smallest element, a string or a record of one, takes four bytes.
        if (count < 0 || count > in.readableBytes() / Integer.BYTES) {
            throw new MalformedRequestException(tag + ": " + count + " elements in " + in.readableBytes() + " bytes");
        }
        return new Countdown(count);
    }

    @Override
    public void endVector(String tag) {}

    @Override
    public Index startMap(String tag) throws IOException {
        return startVector(tag);
    }

    @Override
    public void endMap(String tag) {}

    private void need(int length, String tag) throws MalformedRequestException {
        if (length < 0 || length > in.readableBytes()) {
            throw new MalformedRequestException(
                    tag + ": length " + length + " with " + in.readableBytes() + " bytes left");
        }
    }

    /** How many elements are still to come. */
    private static final class Countdown implements Index {
        private int left;

        Countdown(int count) {
            left = count;
        }

        @Override
        public boolean done() {
            return left <= 0;
        }

        @Override
        public void incr() {
            left--;
        }
    }
}
