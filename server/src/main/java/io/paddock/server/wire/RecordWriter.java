package io.paddock.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.apache.jute.OutputArchive;
import org.apache.jute.Record;

/** Jute records into a buffer. Owned by whoever owns the buffer. */
final class RecordWriter implements OutputArchive {

    private final ByteBuf out;

    RecordWriter(ByteBuf out) {
        this.out = out;
    }

    @Override
    public void writeByte(byte value, String tag) {
        out.writeByte(value);
    }

    @Override
    public void writeBool(boolean value, String tag) {
        out.writeByte(value ? 1 : 0);
    }

    @Override
    public void writeInt(int value, String tag) {
        out.writeInt(value);
    }

    @Override
    public void writeLong(long value, String tag) {
        out.writeLong(value);
    }

    @Override
    public void writeFloat(float value, String tag) {
        out.writeFloat(value);
    }

    @Override
    public void writeDouble(double value, String tag) {
        out.writeDouble(value);
    }

    @Override
    public void writeString(String value, String tag) {
        if (value == null) {
            out.writeInt(-1);
            return;
        }
        int lengthAt = out.writerIndex();
        out.writeInt(0);
        int length = ByteBufUtil.writeUtf8(out, value);
        out.setInt(lengthAt, length);
    }

    @Override
    public void writeBuffer(byte[] value, String tag) {
        if (value == null) {
            out.writeInt(-1);
            return;
        }
        out.writeInt(value.length);
        out.writeBytes(value);
    }

    @Override
    public void writeRecord(Record record, String tag) throws IOException {
        record.serialize(this, tag);
    }

    @Override
    public void startRecord(Record record, String tag) {}

    @Override
    public void endRecord(Record record, String tag) {}

    @Override
    public void startVector(List<?> vector, String tag) {
        out.writeInt(vector == null ? -1 : vector.size());
    }

    @Override
    public void endVector(List<?> vector, String tag) {}

    @Override
    @SuppressWarnings("NonApiType") // the interface's
    public void startMap(TreeMap<?, ?> map, String tag) {
        out.writeInt(map.size());
    }

    @Override
    @SuppressWarnings("NonApiType") // the interface's
    public void endMap(TreeMap<?, ?> map, String tag) {}

    @Override
    public long getDataSize() {
        return out.readableBytes();
    }
}
