package io.paddock.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link RecordWriter} wrote. A record that ends early or has something left is damaged: {@link StoreException}. */
final class RecordReader {

    private final byte[] bytes;
    private final int end;
    private final String what;
    private final byte version;
    private int offset;

    /** Reads a record that begins with a version known to this program; {@code what} names it in messages. */
    RecordReader(byte[] bytes, String what) {
        this(bytes, 0, bytes.length, what);
    }

    /** Likewise, a record of {@code length} bytes from {@code offset} on. */
    RecordReader(byte[] bytes, int offset, int length, String what) {
        this.bytes = bytes;
        this.offset = offset;
        this.end = offset + length;
        this.what = what;
        version = readByte();
        FormatVersion.check(version, what);
    }

    /** The version of the record. */
    byte version() {
        return version;
    }

    byte readByte() {
        need(1);
        return bytes[offset++];
    }

    long readFixed() {
        need(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (bytes[offset++] & 0xff);
        }
        return value;
    }

    long readVariable() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = readByte();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new StoreException("the " + what + " holds a number of more than ten bytes: it is damaged");
    }

    long readSigned() {
        long value = readVariable();
        return (value >>> 1) ^ -(value & 1);
    }

    int readInt() {
        return (int) readSigned();
    }

    String readText() {
        int size = readSize();
        String text = new String(bytes, offset, size, StandardCharsets.UTF_8);
        offset += size;
        return text;
    }

    byte[] readSized() {
        int size = readSize();
        offset += size;
        return Arrays.copyOfRange(bytes, offset - size, offset);
    }

    /** Passes over what {@link #readSized} would read. */
    void skipSized() {
        int size = readSize();
        offset += size;
    }

    /** All that is left. */
    byte[] readRest() {
        byte[] rest = Arrays.copyOfRange(bytes, offset, end);
        offset = end;
        return rest;
    }

    /** Where it has come to. */
    int offset() {
        return offset;
    }

    /** How much is left. */
    int left() {
        return end - offset;
    }

    /** Checks that nothing is left. */
    void end() {
        if (offset != end) {
            throw new StoreException("the " + what + " has " + (end - offset) + " bytes too many: it is damaged");
        }
    }

    /** A length that the bytes left can hold. */
    int readSize() {
        long size = readVariable();
        if (size < 0 || size > end - offset) {
            throw new StoreException("the " + what + " ends in the middle of " + size + " bytes: it is damaged");
        }
        return (int) size;
    }

    private void need(int size) {
        if (end - offset < size) {
            throw new StoreException("the " + what + " ends too early: it is damaged");
        }
    }
}
