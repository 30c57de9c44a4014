package io.paddock.compact;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.paddock.compact.RecordCache.Reader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * One part of a {@link RecordCache}: segments that are filled one after the other, round and round. Before a segment is filled again, the records
 * that were looked up since it was filled last move to its beginning, and the others are dropped.
 */
final class RecordShard {

    /*
     * A record: its room in bytes, 2; the hash, 4; marks, 1; the lengths of key, head and tail, 2 each; key, head, tail. Its place is
     * where it begins: segment times the size of one and the offset.
     */

    private static final int HASH = 2;
    private static final int MARKS = 6;
    private static final int KEY_LENGTH = 7;
    private static final int HEAD_LENGTH = 9;
    private static final int TAIL_LENGTH = 11;
    private static final int KEY = 13;

    private static final int DEAD = 1;
    private static final int LOOKED_UP = 2;

    private static final int NOT_FOUND = -1;
    private static final int SCRATCH_BYTES = 512;
    /** The largest part of a segment that looked up records may keep: else there would be no room for new ones. */
    private static final int SPARED_SHARE = 2;

    private final int segmentBytes;
    private final long bytesMax;
    private final IntFunction<ByteBuffer> allocator;

    @GuardedBy("this")
    private final SlotTable slots = new SlotTable();

    /** Not on the heap, so that no collection moves them. */
    @GuardedBy("this")
    private final ByteBuffer[] segments;

    /** How many segments there are: each is made when it is needed. */
    @GuardedBy("this")
    private int segmentCount;

    @GuardedBy("this")
    private final int[] filled;

    @GuardedBy("this")
    private int current;

    /** The process may have no more memory besides the heap. */
    @GuardedBy("this")
    private boolean isMemoryUsedUp;

    /** The record that is being looked at. */
    @GuardedBy("this")
    private byte[] scratch = new byte[SCRATCH_BYTES];

    RecordShard(long bytesMax, int segmentBytes, IntFunction<ByteBuffer> allocator) {
        this.bytesMax = bytesMax;
        this.segmentBytes = segmentBytes;
        this.allocator = allocator;
        int count = (int) Math.min(bytesMax / segmentBytes, Integer.MAX_VALUE / segmentBytes);
        segments = new ByteBuffer[count];
        filled = new int[count];
    }

    synchronized <T> T find(byte[] key, int hash, Reader<T> reader, T absent) {
        int slot = slotOf(key, hash);
        if (slot == NOT_FOUND) {
            return absent;
        }
        int place = slots.place(slot);
        segment(place).put(offset(place) + MARKS, (byte) LOOKED_UP);
        int headLength = shortAt(scratch, HEAD_LENGTH);
        int head = KEY + key.length;
        return reader.read(scratch, head, headLength, head + headLength, shortAt(scratch, TAIL_LENGTH));
    }

    synchronized boolean contains(byte[] key, int hash) {
        return slotOf(key, hash) != NOT_FOUND;
    }

    synchronized void put(byte[] key, int hash, byte[] head, byte[] tail) {
        long needed = (long) KEY + key.length + head.length + tail.length;
        int slot = slotOf(key, hash);
        if (slot != NOT_FOUND) {
            int place = slots.place(slot);
            if (needed <= shortAt(scratch, 0)) {
                fill(place, key, head, tail);
                return;
            }
            segment(place).put(offset(place) + MARKS, (byte) DEAD);
            slots.remove(slot);
        }
        if (needed <= segmentBytes / SPARED_SHARE && hasRoom((int) needed)) {
            append(key, hash, head, tail, (int) needed);
        }
    }

    /** Memory in use. */
    synchronized long bytes() {
        return slots.bytes() + (long) segmentCount * segmentBytes;
    }

    @GuardedBy("this")
    private ByteBuffer segment(int place) {
        return segments[place / segmentBytes];
    }

    private int offset(int place) {
        return place % segmentBytes;
    }

    /** The slot of a key, whose record is in {@link #scratch} then. */
    @GuardedBy("this")
    private int slotOf(byte[] key, int hash) {
        for (int slot = slots.first(hash); slots.isUsed(slot); slot = slots.next(slot)) {
            if (slots.hasHash(slot, hash)) {
                take(slots.place(slot));
                boolean isIt = shortAt(scratch, KEY_LENGTH) == key.length
                        && Arrays.equals(scratch, KEY, KEY + key.length, key, 0, key.length);
                if (isIt) {
                    return slot;
                }
            }
        }
        return NOT_FOUND;
    }

    /** Copies a record into {@link #scratch}; its room. */
    @GuardedBy("this")
    private int take(int place) {
        ByteBuffer segment = segment(place);
        int room = segment.getShort(offset(place)) & 0xffff;
        if (scratch.length < room) {
            scratch = new byte[Math.max(room, scratch.length * 2)];
        }
        segment.get(offset(place), scratch, 0, room);
        return room;
    }

    /** Finds room in the current segment, or in the next one; false if there is none at all. */
    @GuardedBy("this")
    private boolean hasRoom(int needed) {
        if (segmentCount == 0 || filled[current] + needed > segmentBytes) {
            toNextSegment();
        }
        return segmentCount > 0;
    }

    @GuardedBy("this")
    private void append(byte[] key, int hash, byte[] head, byte[] tail, int room) {
        int place = current * segmentBytes + filled[current];
        ByteBuffer segment = segments[current];
        int at = filled[current];
        segment.putShort(at, (short) room).putInt(at + HASH, hash).put(at + MARKS, (byte) 0);
        fill(place, key, head, tail);
        filled[current] = at + room;
        slots.add(hash, place);
    }

    /** Writes lengths and parts of a record. */
    @GuardedBy("this")
    private void fill(int place, byte[] key, byte[] head, byte[] tail) {
        ByteBuffer segment = segment(place);
        int at = offset(place);
        segment.putShort(at + KEY_LENGTH, (short) key.length)
                .putShort(at + HEAD_LENGTH, (short) head.length)
                .putShort(at + TAIL_LENGTH, (short) tail.length)
                .put(at + KEY, key)
                .put(at + KEY + key.length, head)
                .put(at + KEY + key.length + head.length, tail);
    }

    /** The oldest segment becomes the current one, or a new one as long as there may be more. */
    @GuardedBy("this")
    private void toNextSegment() {
        boolean isLast = current >= segmentCount - 1;
        if (isLast && addSegment()) {
            current = segmentCount - 1;
        } else if (segmentCount > 0) {
            current = (current + 1) % segmentCount;
            spareLookedUp();
        }
    }

    @GuardedBy("this")
    private boolean addSegment() {
        boolean isFull = segmentCount == segments.length || (segmentCount > 0 && bytes() + segmentBytes > bytesMax);
        if (isFull || isMemoryUsedUp) {
            return false;
        }
        try {
            segments[segmentCount] = allocator.apply(segmentBytes);
        } catch (OutOfMemoryError limited) {
            // Of the memory besides the heap, which the user may bound (-XX:MaxDirectMemorySize): the cache stays
            // smaller.
            isMemoryUsedUp = true;
            return false;
        }
        segmentCount++;
        return true;
    }

    /** Leaves the looked up records in the current segment, at its beginning, and drops the others. */
    @GuardedBy("this")
    private void spareLookedUp() {
        ByteBuffer segment = segments[current];
        int base = current * segmentBytes;
        int end = filled[current];
        int kept = 0;
        int at = 0;
        while (at < end) {
            int room = take(base + at);
            int hash = segment.getInt(at + HASH);
            int marks = scratch[MARKS];
            if (marks == LOOKED_UP && kept + room <= segmentBytes / SPARED_SHARE) {
                scratch[MARKS] = 0;
                segment.put(kept, scratch, 0, room);
                slots.move(hash, base + at, base + kept);
                kept += room;
            } else if (marks != DEAD) {
                slots.remove(slots.slotOf(hash, base + at));
            }
            at += room;
        }
        filled[current] = kept;
    }

    private static int shortAt(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }
}
