package io.paddock.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.paddock.compact.TextSet;
import java.util.Collections;
import java.util.Set;

/**
 * The names of all children of parents in use, as published, within a bound of heap.
 *
 * <p>The sets are live: guarded by the publish lock, held exclusively to change them and shared to read or install them. Invariant: a set
 * that is here is exact, so every child published is told. One may be evicted at any time, and is then made anew from the disk and the
 * live generations; one larger than the bound is never kept.
 */
final class ChildSets {

    private static final int ENTRY_BYTES = 240;

    private final Cache<String, ChildSet> sets;

    ChildSets(long bytesMax) {
        sets = Caffeine.newBuilder()
                .maximumWeight(bytesMax)
                .weigher((String parent, ChildSet set) -> set.weigh(parent))
                .executor(Runnable::run)
                .build();
    }

    /** Whether the set of {@code parent} is here. */
    boolean holds(String parent) {
        return sets.getIfPresent(parent) != null;
    }

    /** The set of {@code parent}, {@link ChildSet#UNKNOWN} if it is not here. */
    ChildSet find(String parent) {
        ChildSet found = sets.getIfPresent(parent);
        return found == null ? ChildSet.UNKNOWN : found;
    }

    /** Keeps a set that is exact now, and which is the caller's no more. */
    void install(String parent, ChildSet exact) {
        sets.put(parent, exact);
    }

    /** A child of {@code parent} is there; says whether the set is here. */
    boolean created(String parent, String name) {
        ChildSet set = find(parent);
        if (set == ChildSet.UNKNOWN) {
            return false;
        }
        set.names.add(name);
        reweigh(parent, set);
        return true;
    }

    private void reweigh(String parent, ChildSet set) {
        if (set.hasAnotherWeight()) {
            sets.put(parent, set);
        }
    }

    /** A child of {@code parent} is there no more. */
    void removed(String parent, String name) {
        ChildSet set = find(parent);
        if (set != ChildSet.UNKNOWN) {
            set.names.remove(name);
            reweigh(parent, set);
        }
    }

    /** {@code parent} itself is there no more. */
    void forget(String parent) {
        sets.invalidate(parent);
    }

    /** Estimated heap. */
    long bytes() {
        return sets.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    /** One set. */
    static final class ChildSet {

        /** No set is known; compared by identity, never changed. */
        static final ChildSet UNKNOWN = new ChildSet(new TextSet());

        private final TextSet names;
        private final Set<String> readable;
        private long weighed;

        /** A set of these names, which it takes over. */
        ChildSet(TextSet names) {
            this.names = names;
            this.readable = Collections.unmodifiableSet(names);
        }

        Set<String> names() {
            return readable;
        }

        private int weigh(String parent) {
            weighed = names.heapBytes();
            return (int) Math.min(Integer.MAX_VALUE, ENTRY_BYTES + parent.length() + weighed);
        }

        private boolean hasAnotherWeight() {
            return Math.abs(names.heapBytes() - weighed) > weighed / 4 + 1024;
        }
    }
}
