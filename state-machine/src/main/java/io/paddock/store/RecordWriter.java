package io.paddock.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow: fixed and variable-length numbers, text, raw bytes. Owned by one thread. */
final class RecordWriter {

    private byte[] bytes;
    private int length;

    RecordWriter(int capacity) {
        bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    /** What was written, as an array of its own. */
    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Forgets what was written; the room stays. */
    void clear() {
        length = 0;
    }

    void putByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    /** Eight bytes, big-endian. */
    void putFixed(long value) {
        reserve(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    /** Seven bits a byte, the lowest first, the high bit on all but the last: short when the value, read as unsigned, is small. */
    void putVariable(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** Like {@link #putVariable}, short when the value is near 0 on either side. */
    void putSigned(long value) {
        putVariable((value << 1) ^ (value >> 63));
    }

    void putText(String text) {
        putSized(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The length, then the bytes. */
    void putSized(byte[] value) {
        putVariable(value.length);
        putRaw(value);
    }

    void putRaw(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    /** The length of what {@code other} holds, then its bytes. */
    void putSized(RecordWriter other) {
        putVariable(other.length);
        reserve(other.length);
        System.arraycopy(other.bytes, 0, bytes, length, other.length);
        length += other.length;
    }

    /** Overwrites four bytes at {@code offset}, little-endian. */
    void patchIntLittleEndian(int offset, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[offset + i] = (byte) (value >>> (8 * i));
        }
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), (int)
                    Math.min(bytes.length * 2L, Integer.MAX_VALUE - 64)));
        }
    }
}
