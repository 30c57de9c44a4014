package io.paddock.store;

import io.paddock.compact.TextSet;
import io.paddock.store.ChildSets.ChildSet;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import java.util.HashMap;
import java.util.Map;

/**
 * What a load read from disk, as of the generation with the number {@link #asOf}. Used by one thread at a time: the loading one, then the
 * one that reads.
 */
final class LoadedRecords implements StateStore.Loaded {

    /** Nothing was loaded. */
    static final LoadedRecords NOTHING = new LoadedRecords(0);

    private final Map<String, CachedZnode> znodes = new HashMap<>();
    private final Map<String, TextSet> children = new HashMap<>();
    private long asOf;

    LoadedRecords(long asOf) {
        this.asOf = asOf;
    }

    long asOf() {
        return asOf;
    }

    void putZnode(String path, Znode znode, Bytes data) {
        znodes.put(path, CachedZnode.of(znode, data));
    }

    void putChildren(String parent, TextSet names) {
        children.put(parent, names);
    }

    CachedZnode znode(String path) {
        return znodes.getOrDefault(path, CachedZnode.UNKNOWN);
    }

    Map<String, CachedZnode> znodes() {
        return znodes;
    }

    /** Whether the children of {@code parent} were loaded, and are still here. */
    boolean holdsChildren(String parent) {
        return children.containsKey(parent);
    }

    /**
     * Gives away the set of the children of {@code parent}, which must be here, brought to the state after the live generations. From
     * then on it is shared, and not this object's to change.
     */
    ChildSet giveChildren(String parent, GenerationChain.Live live) {
        TextSet names = children.remove(parent);
        live.writing().applyChildChanges(parent, names);
        live.current().applyChildChanges(parent, names);
        return new ChildSet(names);
    }

    /** Brings this to the state after a generation that was retired since. */
    void apply(Generation retired) {
        znodes.replaceAll((path, old) -> after(retired.find(path), old));
        children.forEach((parent, names) -> retired.applyChildChanges(parent, names));
    }

    private static CachedZnode after(PendingZnode pending, CachedZnode old) {
        if (pending == PendingZnode.NONE) {
            return old;
        }
        return CachedZnode.of(pending.znode(), pending.hasData() ? pending.data() : old.data());
    }

    /** Says that all generations up to this number were {@link #apply applied}. */
    void reached(long number) {
        asOf = number;
    }
}
