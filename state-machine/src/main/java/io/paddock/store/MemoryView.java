package io.paddock.store;

import io.paddock.store.ChildSets.ChildSet;
import io.paddock.store.GenerationChain.Live;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Memory and what was loaded, at the moment of one hold of the publish lock. Owned by the thread that holds it.
 *
 * <p>The live generations are taken once: the writer may retire one while this is used, and what was loaded is older than it.
 */
final class MemoryView implements ReadView {

    private final Memory memory;
    private final Live live;
    private final LoadedRecords loaded;

    /** Sets taken over from what was loaded: the ones of {@link ChildSets} may be evicted while this is used. */
    private Map<String, ChildSet> taken = Map.of();

    MemoryView(Memory memory, Live live, LoadedRecords loaded) {
        this.memory = memory;
        this.live = live;
        this.loaded = loaded;
    }

    @Override
    public Optional<Znode> znode(String path) {
        Znode znode = memory.znode(live, path);
        if (!CachedZnode.isKnown(znode)) {
            znode = loaded.znode(path).znode();
        }
        boolean isKnown = CachedZnode.isKnown(znode);
        memory.count(isKnown);
        return isKnown ? Optional.of(znode) : Optional.empty();
    }

    @Override
    public Optional<Bytes> data(String path) {
        Bytes data = memory.data(live, path);
        if (!CachedZnode.isHeld(data)) {
            data = loaded.znode(path).data();
        }
        boolean isKnown = CachedZnode.isHeld(data);
        memory.count(isKnown);
        return isKnown ? Optional.of(data) : Optional.empty();
    }

    @Override
    public Optional<Set<String>> children(String path) {
        ChildSet set = memory.childSets().find(path);
        if (set == ChildSet.UNKNOWN) {
            set = taken.getOrDefault(path, ChildSet.UNKNOWN);
        }
        if (set == ChildSet.UNKNOWN && Memory.hasNoChildren(memory.held(live, path))) {
            memory.count(true);
            return Optional.of(Set.of());
        }
        if (set == ChildSet.UNKNOWN && loaded.holdsChildren(path)) {
            set = take(path);
        }
        boolean isKnown = set != ChildSet.UNKNOWN;
        memory.count(isKnown);
        return isKnown ? Optional.of(set.names()) : Optional.empty();
    }

    private ChildSet take(String path) {
        ChildSet set = loaded.giveChildren(path, live);
        if (taken.isEmpty()) {
            taken = new HashMap<>();
        }
        taken.put(path, set);
        memory.childSets().install(path, set);
        return set;
    }
}
