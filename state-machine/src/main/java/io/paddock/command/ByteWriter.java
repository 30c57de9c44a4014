package io.paddock.command;

import io.paddock.tree.Bytes;
import java.util.Arrays;

/** Writes values into an array that grows. Owned by one thread, for one use. */
final class ByteWriter {

    /*
     * Numbers are written seven bits a byte, the low ones first, the top bit saying that more follow; those that may be negative zigzag first.
     *
     * A text is the count of its chars times two, then one byte for each when all are below 256, else the count is odd and two bytes follow
     * for each. So every Java string comes back as it was, lone surrogates included, and the frequent ones cost a byte a char.
     */

    private static final int BYTE_VALUES = 256;
    private static final int VARINT_BYTES_MAX = 10;

    private byte[] bytes;
    private int size;

    ByteWriter(int sizeExpected) {
        bytes = new byte[Math.max(sizeExpected, VARINT_BYTES_MAX)];
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void writeByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void writeFixedLong(long value) {
        reserve(Long.BYTES);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    void writeUnsigned(long value) {
        reserve(VARINT_BYTES_MAX);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void writeSigned(long value) {
        writeUnsigned((value << 1) ^ (value >> 63));
    }

    void writeText(String text) {
        int length = text.length();
        writeUnsigned((long) length << 1);
        reserve(length);
        int start = size;
        byte[] into = bytes;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= BYTE_VALUES) {
                size = start - lengthOfVarint((long) length << 1);
                writeWideText(text);
                return;
            }
            into[start + i] = (byte) c;
        }
        size = start + length;
    }

    private void writeWideText(String text) {
        int length = text.length();
        writeUnsigned((long) length << 1 | 1);
        reserve(length * Character.BYTES);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            bytes[size++] = (byte) (c >>> Byte.SIZE);
            bytes[size++] = (byte) c;
        }
    }

    /** Null data is 0, else the length plus one and the bytes. */
    void writeData(Bytes data) {
        if (data.isNull()) {
            writeUnsigned(0);
            return;
        }
        byte[] array = data.array();
        writeUnsigned(array.length + 1L);
        writeRaw(array);
    }

    void writeRaw(byte[] array) {
        reserve(array.length);
        System.arraycopy(array, 0, bytes, size, array.length);
        size += array.length;
    }

    static int lengthOfVarint(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
        }
    }
}
