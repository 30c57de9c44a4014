package io.paddock.compact;

import java.util.Arrays;

/**
 * Where things are, by hash: a table of numbers, each a hash of 32 bits and a place of 32 bits. It does not know what is at a place: who looks
 * something up goes from {@link #first} on through the slots in use, and compares.
 *
 * <p>Owned by whoever owns what it is part of.
 */
final class SlotTable {

    /*
     * Open addressing with linear probing. A slot holds the hash in its upper half and the place, one more than it is, in its lower half:
     * 0 is free. A removal closes the gap by moving later slots of the same run back.
     */

    private static final int CAPACITY_MIN = 4;
    private static final long PLACE_MASK = 0xffffffffL;
    /** What an array takes besides its elements. */
    private static final int HEADER_BYTES = 16;

    private long[] slots = new long[CAPACITY_MIN];
    private int size;

    int size() {
        return size;
    }

    /** Heap, in bytes. */
    long bytes() {
        return HEADER_BYTES + (long) slots.length * Long.BYTES;
    }

    /** The slot where whatever has this hash is, or one of the next ones up to the first that is free. */
    int first(int hash) {
        return hash & (slots.length - 1);
    }

    int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    boolean isUsed(int slot) {
        return slots[slot] != 0;
    }

    boolean hasHash(int slot, int hash) {
        return (int) (slots[slot] >>> Integer.SIZE) == hash;
    }

    int place(int slot) {
        return (int) (slots[slot] - 1);
    }

    /** The slot of this very place, which is in the table. */
    int slotOf(int hash, int place) {
        int slot = first(hash);
        while (slots[slot] != packed(hash, place)) {
            if (slots[slot] == 0) {
                throw new IllegalStateException(
                        "expected place " + place + " under hash " + hash + " but there is none");
            }
            slot = next(slot);
        }
        return slot;
    }

    /** Adds a place, any but the highest; it is the caller who knows that it is not there. */
    void add(int hash, int place) {
        if ((size + 1) * 3L > slots.length * 2L) {
            grow();
        }
        fill(packed(hash, place));
        size++;
    }

    /** What has this hash and was at one place is at another one now. */
    void move(int hash, int from, int to) {
        slots[slotOf(hash, from)] = packed(hash, to);
    }

    void remove(int slot) {
        int free = slot;
        for (int at = next(slot); slots[at] != 0; at = next(at)) {
            int home = first((int) (slots[at] >>> Integer.SIZE));
            int mask = slots.length - 1;
            if (((at - home) & mask) >= ((at - free) & mask)) {
                slots[free] = slots[at];
                free = at;
            }
        }
        slots[free] = 0;
        size--;
    }

    /** Forgets everything, and the room. */
    void clear() {
        slots = new long[CAPACITY_MIN];
        size = 0;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[Math.multiplyExact(old.length, 2)];
        Arrays.stream(old).filter(slot -> slot != 0).forEach(this::fill);
    }

    private void fill(long packed) {
        int slot = first((int) (packed >>> Integer.SIZE));
        while (slots[slot] != 0) {
            slot = next(slot);
        }
        slots[slot] = packed;
    }

    private static long packed(int hash, int place) {
        return ((long) hash << Integer.SIZE) | ((place + 1) & PLACE_MASK);
    }
}
