package io.paddock.compact;

import java.nio.charset.StandardCharsets;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A set of texts that keeps them as bytes in pages: some 15 bytes for each besides its own, and no object. An iteration makes the texts anew, in
 * the order in which they were added; it must not meet a change, and removes nothing.
 *
 * <p>Texts must be such as UTF-8 can carry: no surrogate without its other half. Several threads may read at once; who changes it has it for
 * himself.
 */
public final class TextSet extends AbstractSet<String> {

    /*
     * A place is the number of a page and where in it: twice the length, odd if the text was removed, in seven bits a byte, then the text.
     * Pages are full but for what does not fit, and the last one; a text that is longer than a page has one of its own.
     */

    private static final int PAGE_BITS = 14;
    private static final int PAGE_BYTES = 1 << PAGE_BITS;
    private static final int FIRST_PAGE_BYTES = 64;
    private static final int LENGTH_BYTES_MAX = 5;
    private static final int PAGES_MIN = 1;
    private static final int REMOVED_BYTES_MIN = 1024;
    /** This object, its table and the array of pages. */
    private static final int OWN_BYTES = 120;

    private static final int ARRAY_BYTES = 24;
    private static final int NOT_FOUND = -1;

    private final SlotTable slots = new SlotTable();
    private byte[][] pages = new byte[PAGES_MIN][];
    private int[] filled = new int[PAGES_MIN];
    private int pageCount;
    private long pageBytes;
    private long usedBytes;
    private long removedBytes;

    @Override
    public int size() {
        return slots.size();
    }

    /** Heap, in bytes, about. */
    public long heapBytes() {
        return OWN_BYTES + slots.bytes() + pageBytes;
    }

    @Override
    public boolean contains(Object text) {
        if (!(text instanceof String string)) {
            return false;
        }
        byte[] bytes = encoded(string);
        return find(bytes, hash(bytes)) != NOT_FOUND;
    }

    @Override
    public boolean add(String text) {
        byte[] bytes = encoded(text);
        int hash = hash(bytes);
        if (find(bytes, hash) != NOT_FOUND) {
            return false;
        }
        slots.add(hash, append(bytes, 0, bytes.length));
        return true;
    }

    @Override
    public boolean remove(Object text) {
        if (!(text instanceof String string)) {
            return false;
        }
        byte[] bytes = encoded(string);
        int slot = find(bytes, hash(bytes));
        if (slot == NOT_FOUND) {
            return false;
        }
        int place = slots.place(slot);
        page(place)[offset(place)] |= 1;
        slots.remove(slot);
        removedBytes += bytes.length + lengthBytes(bytes.length);
        if (slots.size() == 0) {
            clear();
        } else if (removedBytes > REMOVED_BYTES_MIN && removedBytes > usedBytes / 2) {
            closeGaps();
        }
        return true;
    }

    @Override
    public void clear() {
        slots.clear();
        dropPages();
    }

    @Override
    public Iterator<String> iterator() {
        return new Texts();
    }

    private static byte[] encoded(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int hash(byte[] bytes) {
        return (int) SeededHash.of(bytes);
    }

    private int find(byte[] bytes, int hash) {
        for (int slot = slots.first(hash); slots.isUsed(slot); slot = slots.next(slot)) {
            if (slots.hasHash(slot, hash) && isAt(slots.place(slot), bytes)) {
                return slot;
            }
        }
        return NOT_FOUND;
    }

    private boolean isAt(int place, byte[] bytes) {
        byte[] page = page(place);
        int offset = offset(place);
        int from = offset + lengthBytes(bytes.length);
        return lengthAt(page, offset) == bytes.length
                && Arrays.equals(page, from, from + bytes.length, bytes, 0, bytes.length);
    }

    private byte[] page(int place) {
        return pages[place >>> PAGE_BITS];
    }

    private static int offset(int place) {
        return place & (PAGE_BYTES - 1);
    }

    /** Puts a text behind the others; its place. */
    private int append(byte[] from, int at, int length) {
        int needed = lengthBytes(length) + length;
        makeRoom(needed);
        int last = pageCount - 1;
        byte[] page = pages[last];
        int offset = filled[last];
        int end = putLength(page, offset, length);
        System.arraycopy(from, at, page, end, length);
        filled[last] = offset + needed;
        usedBytes += needed;
        return (last << PAGE_BITS) | offset;
    }

    private void makeRoom(int needed) {
        int last = pageCount - 1;
        if (last >= 0 && pages[last].length - filled[last] >= needed) {
            return;
        }
        if (last == 0 && filled[0] + needed <= PAGE_BYTES) {
            int size = Math.min(PAGE_BYTES, Math.max(pages[0].length * 2, filled[0] + needed));
            pageBytes += size - pages[0].length;
            pages[0] = Arrays.copyOf(pages[0], size);
        } else {
            addPage(Math.max(needed, last < 0 ? FIRST_PAGE_BYTES : PAGE_BYTES));
        }
    }

    private void addPage(int size) {
        if (pageCount == 1 << (Integer.SIZE - PAGE_BITS)) {
            throw new IllegalStateException("expected no more than 4 GB of texts in one set");
        }
        if (pageCount == pages.length) {
            pages = Arrays.copyOf(pages, pageCount * 2);
            filled = Arrays.copyOf(filled, pageCount * 2);
        }
        pages[pageCount] = new byte[size];
        filled[pageCount] = 0;
        pageCount++;
        pageBytes += size + ARRAY_BYTES;
    }

    private void dropPages() {
        pages = new byte[PAGES_MIN][];
        filled = new int[PAGES_MIN];
        pageCount = 0;
        pageBytes = 0;
        usedBytes = 0;
        removedBytes = 0;
    }

    /** Puts what is left together: as much work as was done for what was removed. */
    private void closeGaps() {
        byte[][] oldPages = pages;
        int[] oldFilled = filled;
        int oldCount = pageCount;
        dropPages();
        slots.clear();
        for (int i = 0; i < oldCount; i++) {
            byte[] page = oldPages[i];
            for (int offset = 0; offset < oldFilled[i]; ) {
                int length = lengthAt(page, offset);
                int from = offset + lengthBytes(length);
                if ((page[offset] & 1) == 0) {
                    slots.add((int) SeededHash.of(page, from, length), append(page, from, length));
                }
                offset = from + length;
            }
        }
    }

    private static int lengthBytes(int length) {
        int bytes = 1;
        for (int rest = length >>> 6; rest != 0; rest >>>= 7) {
            bytes++;
        }
        return bytes;
    }

    /** Writes twice the length; where the text begins. */
    private static int putLength(byte[] page, int offset, int length) {
        int at = offset;
        int rest = length << 1;
        while (rest > 0x7f) {
            page[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        page[at++] = (byte) rest;
        return at;
    }

    private static int lengthAt(byte[] page, int offset) {
        int twice = 0;
        int at = offset;
        for (int shift = 0; shift < LENGTH_BYTES_MAX * 7; shift += 7) {
            byte next = page[at++];
            twice |= (next & 0x7f) << shift;
            if (next >= 0) {
                break;
            }
        }
        return twice >>> 1;
    }

    /** All texts, page by page. */
    private final class Texts implements Iterator<String> {

        private int left = size();
        private int page;
        private int offset;

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public String next() {
            if (left == 0) {
                throw new NoSuchElementException();
            }
            left--;
            while (true) {
                if (offset == filled[page]) {
                    page++;
                    offset = 0;
                }
                byte[] bytes = pages[page];
                boolean isRemoved = (bytes[offset] & 1) != 0;
                int length = lengthAt(bytes, offset);
                int from = offset + lengthBytes(length);
                offset = from + length;
                if (!isRemoved) {
                    return new String(bytes, from, length, StandardCharsets.UTF_8);
                }
            }
        }
    }
}
