package io.paddock.store;

import io.paddock.store.ChildSets.ChildSet;
import io.paddock.store.GenerationChain.Live;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import java.util.concurrent.atomic.LongAdder;

/**
 * All that memory holds, and how it is looked up: the live generations first, the newest before the older, then the cache, then what the
 * set of the parent's children tells.
 *
 * <p>Lookups are for who holds the publish lock, and for the apply thread, which alone publishes. They take the live generations as an
 * argument: who looks up several things, or asks what a load brought too, must look at the same ones all the time.
 */
final class Memory {

    private final GenerationChain chain = new GenerationChain();
    private final ZnodeCache cache;
    private final ChildSets childSets;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    Memory(StoreSettings settings) {
        cache = new ZnodeCache(settings.cacheBytesMax());
        childSets = new ChildSets(settings.childSetBytesMax());
    }

    GenerationChain chain() {
        return chain;
    }

    ZnodeCache cache() {
        return cache;
    }

    ChildSets childSets() {
        return childSets;
    }

    /** The znode, {@link Znode#ABSENT} if there is none, {@link CachedZnode#NO_ZNODE} if memory does not know. */
    Znode znode(Live live, String path) {
        Znode held = held(live, path);
        return !CachedZnode.isKnown(held) && isAbsentByParent(live, path) ? Znode.ABSENT : held;
    }

    /** As {@link #znode}, from records of this path alone. */
    Znode held(Live live, String path) {
        PendingZnode pending = pending(live, path);
        return pending == PendingZnode.NONE ? cache.znode(path) : pending.znode();
    }

    private static PendingZnode pending(Live live, String path) {
        PendingZnode pending = live.current().find(path);
        return pending == PendingZnode.NONE ? live.writing().find(path) : pending;
    }

    /** Whether it follows from what is known of the parent that there is no such znode. */
    private boolean isAbsentByParent(Live live, String path) {
        if (ZnodeNames.isRoot(path)) {
            return false;
        }
        String parent = ZnodeNames.parent(path);
        ChildSet siblings = childSets.find(parent);
        return siblings == ChildSet.UNKNOWN
                ? hasNoChildren(held(live, parent))
                : !siblings.names().contains(ZnodeNames.name(path));
    }

    /** Whether a znode, as far as it is known, has no children. */
    static boolean hasNoChildren(Znode znode) {
        return CachedZnode.isKnown(znode) && znode.stat().numChildren() == 0;
    }

    /** The data of a znode that exists, {@link CachedZnode#NO_DATA} if memory does not hold it. */
    Bytes data(Live live, String path) {
        PendingZnode newest = live.current().find(path);
        if (newest.hasData()) {
            return newest.data();
        }
        PendingZnode older = live.writing().find(path);
        return older.hasData() ? older.data() : cache.data(path);
    }

    /** Counts a lookup. */
    void count(boolean isHit) {
        (isHit ? hits : misses).increment();
    }

    long hits() {
        return hits.sum();
    }

    long misses() {
        return misses.sum();
    }
}
