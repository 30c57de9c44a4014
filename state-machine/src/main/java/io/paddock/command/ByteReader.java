package io.paddock.command;

import io.paddock.tree.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link ByteWriter} wrote. Every length is checked against the bytes left before it is used. Owned by one thread, for one use.
 */
final class ByteReader {

    private final byte[] bytes;
    private final int end;
    private int at;

    ByteReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        at = from;
        end = to;
    }

    int left() {
        return end - at;
    }

    void expectEnd() {
        if (at != end) {
            throw corrupt("bytes left over: " + left());
        }
    }

    int readByte() {
        if (at >= end) {
            throw corrupt("it ends early");
        }
        return bytes[at++] & 0xff;
    }

    long readFixedLong() {
        require(Long.BYTES);
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << Byte.SIZE | (bytes[at++] & 0xff);
        }
        return value;
    }

    long readUnsigned() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw corrupt("a number of more than ten bytes");
    }

    long readSigned() {
        long value = readUnsigned();
        return value >>> 1 ^ -(value & 1);
    }

    int readInt() {
        long value = readSigned();
        if (value != (int) value) {
            throw corrupt("expected an int but got " + value);
        }
        return (int) value;
    }

    /** A count of things of at least {@code bytesMin} bytes each. */
    int readCount(int bytesMin) {
        long count = readUnsigned();
        if (count < 0 || count > left() / bytesMin) {
            throw corrupt("a count of " + Long.toUnsignedString(count) + " with " + left() + " bytes left");
        }
        return (int) count;
    }

    String readText() {
        long header = readUnsigned();
        long length = header >>> 1;
        boolean isWide = (header & 1) != 0;
        if (length > left() / (isWide ? Character.BYTES : 1)) {
            throw corrupt("a text of " + length + " with " + left() + " bytes left");
        }
        int size = (int) length;
        return isWide ? readWideText(size) : readNarrowText(size);
    }

    private String readNarrowText(int size) {
        String text = new String(bytes, at, size, StandardCharsets.ISO_8859_1);
        at += size;
        return text;
    }

    private String readWideText(int size) {
        char[] chars = new char[size];
        for (int i = 0; i < size; i++) {
            chars[i] = (char) ((bytes[at] & 0xff) << Byte.SIZE | (bytes[at + 1] & 0xff));
            at += Character.BYTES;
        }
        return new String(chars);
    }

    Bytes readData() {
        long header = readUnsigned();
        if (header == 0) {
            return Bytes.NULL;
        }
        return Bytes.of(readRaw(header - 1));
    }

    private byte[] readRaw(long length) {
        require(length);
        byte[] raw = Arrays.copyOfRange(bytes, at, at + (int) length);
        at += (int) length;
        return raw;
    }

    /** A reader of the next {@code length} bytes, which this one passes over. */
    ByteReader readPart(long length) {
        require(length);
        ByteReader part = new ByteReader(bytes, at, at + (int) length);
        at += (int) length;
        return part;
    }

    private void require(long length) {
        if (length < 0 || length > left()) {
            throw corrupt("a length of " + Long.toUnsignedString(length) + " with " + left() + " bytes left");
        }
    }

    CorruptEntryException corrupt(String what) {
        return new CorruptEntryException("corrupt at byte " + at + " of " + end + ": " + what);
    }
}
