package io.paddock.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The order of many keys: by their bytes, unsigned, as RocksDB has them.
 *
 * <p>A merge sort of numbers. Keys of one generation mostly differ in the sixteen bytes after what all begin with, so those are compared as two
 * numbers, and a key is only looked at where they are alike. The JDK's sort of objects is shared by all that sort anything in the process: the
 * optimising compiler made it anew each time that somebody else had sorted something else, which took it longer than all the rest of a load
 * that creates znodes.
 */
final class KeyOrder {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    /** So many are put in order one by one before runs are merged. */
    private static final int RUN = 8;

    private static final int HEAD_BYTES = 2 * Long.BYTES;

    private final byte[][] keys;
    /** How many bytes all keys begin with alike. */
    private final int common;
    /** Of each key two: the bytes behind {@link #common}, as numbers that are ordered as the bytes are. */
    private final long[] heads;

    private KeyOrder(byte[][] keys) {
        this.keys = keys;
        this.common = common(keys);
        this.heads = new long[2 * keys.length];
        for (int i = 0; i < keys.length; i++) {
            heads[2 * i] = head(keys[i], common);
            heads[2 * i + 1] = head(keys[i], common + Long.BYTES);
        }
    }

    /** The places of {@code keys} in the order of the keys. */
    static int[] of(byte[][] keys) {
        return new KeyOrder(keys).sorted();
    }

    private static int common(byte[][] keys) {
        int common = keys.length == 0 ? 0 : keys[0].length;
        for (int i = 1; i < keys.length; i++) {
            int length = Math.min(common, keys[i].length);
            int mismatch = Arrays.mismatch(keys[0], 0, length, keys[i], 0, length);
            common = mismatch < 0 ? length : mismatch;
        }
        return common;
    }

    /** Eight bytes from {@code offset} on, zeros where the key has ended. */
    private static long head(byte[] key, int offset) {
        long head = 0;
        if (offset + Long.BYTES <= key.length) {
            head = (long) LONG.get(key, offset);
        } else {
            for (int i = 0; i < Long.BYTES; i++) {
                head = head << Byte.SIZE | (offset + i < key.length ? key[offset + i] & 0xFF : 0);
            }
        }
        return head ^ Long.MIN_VALUE;
    }

    private int[] sorted() {
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int start = 0; start < order.length; start += RUN) {
            insert(order, start, Math.min(start + RUN, order.length));
        }
        int[] merged = new int[order.length];
        for (int width = RUN; width < order.length; width *= 2) {
            for (int start = 0; start < order.length; start += 2 * width) {
                int middle = Math.min(start + width, order.length);
                merge(order, start, middle, Math.min(start + 2 * width, order.length), merged);
            }
            int[] before = order;
            order = merged;
            merged = before;
        }
        return order;
    }

    private void insert(int[] order, int start, int end) {
        for (int i = start + 1; i < end; i++) {
            int moved = order[i];
            int at = i;
            for (; at > start && isBefore(moved, order[at - 1]); at--) {
                order[at] = order[at - 1];
            }
            order[at] = moved;
        }
    }

    private void merge(int[] order, int start, int middle, int end, int[] merged) {
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            boolean isRight = left == middle || (right < end && isBefore(order[right], order[left]));
            merged[at] = isRight ? order[right++] : order[left++];
        }
    }

    private boolean isBefore(int one, int other) {
        long first = heads[2 * one];
        long second = heads[2 * other];
        if (first == second) {
            first = heads[2 * one + 1];
            second = heads[2 * other + 1];
        }
        return first == second ? isBeforeBeyondHeads(keys[one], keys[other]) : first < second;
    }

    private boolean isBeforeBeyondHeads(byte[] one, byte[] other) {
        int offset = common + HEAD_BYTES;
        if (one.length <= offset || other.length <= offset) {
            return one.length < other.length;
        }
        return Arrays.compareUnsigned(one, offset, one.length, other, offset, other.length) < 0;
    }
}
