package io.paddock.watch;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Who watches one path, each with a sum of {@link WatchKind}s. Guarded by the lock of its {@link WatchTable}. */
final class PathWatches<W> {

    /*
     * Two arrays, since mostly one or a few watch a path and a map for each would cost more than all else. Only where many do, a map tells
     * where each is.
     */

    private static final int CAPACITY_MIN = 2;
    private static final int SEARCHED_MAX = 8;

    private Object[] watchers = new Object[CAPACITY_MIN];
    private byte[] kinds = new byte[CAPACITY_MIN];
    private int size;
    private Map<W, Integer> places = Map.of();

    boolean isEmpty() {
        return size == 0;
    }

    /** The kinds of {@code watcher}, 0 for none. */
    int kindsOf(W watcher) {
        int place = find(watcher);
        return place < 0 ? 0 : kinds[place];
    }

    /** Sets the kinds of {@code watcher}; 0 forgets it. */
    void set(W watcher, int newKinds) {
        int place = find(watcher);
        if (newKinds == 0) {
            if (place >= 0) {
                drop(place);
            }
        } else if (place >= 0) {
            kinds[place] = (byte) newKinds;
        } else {
            append(watcher, (byte) newKinds);
        }
    }

    private int find(W watcher) {
        if (size > SEARCHED_MAX) {
            return places.getOrDefault(watcher, -1);
        }
        for (int i = 0; i < size; i++) {
            if (watchers[i].equals(watcher)) {
                return i;
            }
        }
        return -1;
    }

    private void append(W watcher, byte newKinds) {
        if (size == kinds.length) {
            watchers = Arrays.copyOf(watchers, size * 2);
            kinds = Arrays.copyOf(kinds, size * 2);
        }
        watchers[size] = watcher;
        kinds[size] = newKinds;
        size++;
        if (size > SEARCHED_MAX + 1) {
            places.put(watcher, size - 1);
        } else if (size > SEARCHED_MAX) {
            index();
        }
    }

    private void drop(int place) {
        size--;
        W last = watcherAt(size);
        W dropped = watcherAt(place);
        watchers[place] = last;
        kinds[place] = kinds[size];
        watchers[size] = null;
        if (size > SEARCHED_MAX) {
            places.put(last, place);
            places.remove(dropped);
        } else {
            places = Map.of();
        }
    }

    private void index() {
        if (size <= SEARCHED_MAX) {
            places = Map.of();
            return;
        }
        places = new HashMap<>(size * 2);
        for (int i = 0; i < size; i++) {
            places.put(watcherAt(i), i);
        }
    }

    /**
     * Adds to {@code taken} who has any of the kinds in {@code wanted}, and takes those in {@code oneShot} away from them, which is told to
     * {@code listener}; who has none left is forgotten.
     */
    void take(int wanted, int oneShot, Collection<W> taken, KindsListener<W> listener) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            W watcher = watcherAt(i);
            int left = kinds[i];
            if ((left & wanted) != 0) {
                taken.add(watcher);
                left &= ~oneShot;
            }
            if (left != kinds[i]) {
                listener.changed(watcher, kinds[i], left);
            }
            if (left != 0) {
                watchers[kept] = watcher;
                kinds[kept++] = (byte) left;
            }
        }
        if (kept < size) {
            Arrays.fill(watchers, kept, size, null);
            size = kept;
            index();
        }
    }

    /** Hands over every watcher that has any of the kinds in {@code wanted}. */
    void forEach(int wanted, Consumer<W> taker) {
        for (int i = 0; i < size; i++) {
            if ((kinds[i] & wanted) != 0) {
                taker.accept(watcherAt(i));
            }
        }
    }

    @SuppressWarnings("unchecked") // only watchers of type W are put in
    private W watcherAt(int place) {
        return (W) watchers[place];
    }

    /** Told when the kinds of a watcher change. */
    interface KindsListener<W> {
        void changed(W watcher, int before, int after);
    }
}
