package io.paddock.compact;

import java.util.SplittableRandom;

/**
 * A 64-bit hash of bytes that differs from process to process, so that nobody can choose names that all fall into one place.
 *
 * <p>It decides where something stands in a table and nothing that anybody sees: what is iterated here is in the order in which it came.
 */
public final class SeededHash {

    private static final long SEED;
    private static final long FACTOR;

    static {
        SplittableRandom random = new SplittableRandom();
        SEED = random.nextLong();
        FACTOR = random.nextLong() | 1;
    }

    private SeededHash() {}

    /** The hash of {@code bytes}. */
    public static long of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** The hash of {@code length} bytes from {@code from} on. */
    public static long of(byte[] bytes, int from, int length) {
        long hash = SEED ^ length;
        int at = from;
        int left = length;
        while (left > Long.BYTES) {
            hash = mixed(hash ^ word(bytes, at, Long.BYTES));
            at += Long.BYTES;
            left -= Long.BYTES;
        }
        return mixed(mixed(hash ^ word(bytes, at, left)) ^ SEED);
    }

    private static long word(byte[] bytes, int from, int length) {
        long word = 0;
        for (int i = 0; i < length; i++) {
            word = (word << Byte.SIZE) | (bytes[from + i] & 0xff);
        }
        return word;
    }

    /** Both halves of a product: each bit of it depends on all bits, in a way that only the factor tells. */
    private static long mixed(long value) {
        return (value * FACTOR) ^ Math.multiplyHigh(value, FACTOR);
    }
}
