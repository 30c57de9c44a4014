package io.paddock.session;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Values by session id: a hash table without boxing, since every command looks up its session.
 *
 * <p>Guarded by whatever guards the table it is part of. The id 0, which no session has, marks a free place.
 */
public final class SessionIndex<V> {

    /*
     * Open addressing with linear probing. A removal closes the gap by moving later entries of the same run back, so there are no
     * tombstones and a look-up ends at the first free place.
     */

    private static final int CAPACITY_MIN = 16;
    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    private final V absent;
    private long[] ids = new long[CAPACITY_MIN];
    private Object[] values = new Object[CAPACITY_MIN];
    private int size;

    /** An empty table that answers {@code absent} for what it does not hold. */
    public SessionIndex(V absent) {
        this.absent = absent;
    }

    /** How many ids there are. */
    public int size() {
        return size;
    }

    /** The value of {@code id}, or the value that stands for none. */
    public V get(long id) {
        int at = find(id);
        return ids[at] == id && id != 0 ? valueAt(at) : absent;
    }

    /** Whether there is a value for {@code id}. */
    public boolean contains(long id) {
        return id != 0 && ids[find(id)] == id;
    }

    /** Sets the value of {@code id}, which is not 0. */
    public void put(long id, V value) {
        if (id == 0) {
            throw new IllegalArgumentException("expected a session id but got 0");
        }
        int at = find(id);
        if (ids[at] != id) {
            if (size * 2 >= ids.length) {
                grow();
                at = find(id);
            }
            ids[at] = id;
            size++;
        }
        values[at] = value;
    }

    /** The value of {@code id}, which becomes a new one when there is none. */
    public V getOrPut(long id, Supplier<V> maker) {
        if (!contains(id)) {
            put(id, maker.get());
        }
        return get(id);
    }

    /** Forgets {@code id}; its value, or the value that stands for none. */
    public V remove(long id) {
        int at = find(id);
        if (id == 0 || ids[at] != id) {
            return absent;
        }
        V removed = valueAt(at);
        size--;
        closeGap(at);
        return removed;
    }

    /** Forgets everything; as quick as the table is large now. */
    public void clear() {
        if (size == 0) {
            return;
        }
        if (ids.length > CAPACITY_MIN) {
            ids = new long[CAPACITY_MIN];
            values = new Object[CAPACITY_MIN];
        } else {
            Arrays.fill(ids, 0);
            Arrays.fill(values, null);
        }
        size = 0;
    }

    /** The ids, in ascending order. */
    public long[] sortedIds() {
        long[] sorted = new long[size];
        int filled = 0;
        for (long id : ids) {
            if (id != 0) {
                sorted[filled++] = id;
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private void closeGap(int gap) {
        int mask = ids.length - 1;
        int free = gap;
        for (int at = (gap + 1) & mask; ids[at] != 0; at = (at + 1) & mask) {
            int home = home(ids[at]);
            if (((at - home) & mask) >= ((at - free) & mask)) {
                ids[free] = ids[at];
                values[free] = values[at];
                free = at;
            }
        }
        ids[free] = 0;
        values[free] = null;
    }

    private void grow() {
        long[] oldIds = ids;
        Object[] oldValues = values;
        ids = new long[oldIds.length * 2];
        values = new Object[oldIds.length * 2];
        for (int i = 0; i < oldIds.length; i++) {
            if (oldIds[i] != 0) {
                int at = find(oldIds[i]);
                ids[at] = oldIds[i];
                values[at] = oldValues[i];
            }
        }
    }

    /** Where {@code id} is, or the free place where it would be. */
    private int find(long id) {
        int mask = ids.length - 1;
        int at = home(id);
        while (ids[at] != id && ids[at] != 0) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private int home(long id) {
        return (int) ((id * FACTOR) >>> Integer.SIZE) & (ids.length - 1);
    }

    @SuppressWarnings("unchecked") // only values of type V are put in
    private V valueAt(int at) {
        return (V) values[at];
    }
}
