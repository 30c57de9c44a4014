package io.paddock.store;

import io.paddock.compact.TextSet;
import io.paddock.store.GenerationChain.Since;
import io.paddock.tree.Bytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One load: reads records from disk, and keeps what it has read up to date with the generations retired meanwhile, so that it needs few
 * of them at a time however long it takes. Owned by the loading thread; no lock is held while the disk is read.
 */
final class Loader {

    private static final int KEYS_AT_ONCE = 64;
    private static final int NAMES_AT_ONCE = 4096;
    /** Longer data is not read ahead. */
    private static final int AHEAD_BYTES_MAX = 4096;

    private final Disk disk;
    private final ZnodeCache cache;
    private final GenerationChain chain;
    private final LoadedRecords loaded;

    private Loader(Disk disk, Memory memory, long pin) {
        this.disk = disk;
        this.cache = memory.cache();
        this.chain = memory.chain();
        this.loaded = new LoadedRecords(pin);
    }

    /** Brings what the keys say, and the znodes of all of them; puts znodes and data into the cache too, and what is to be read ahead. */
    static LoadedRecords load(Disk disk, Memory memory, Set<ColdKey> keys, List<ColdKey> ahead) {
        Loader loader = new Loader(disk, memory, memory.chain().pin());
        try {
            loader.loadZnodes(keys, Integer.MAX_VALUE);
            loader.loadChildren(keys);
            loader.loadZnodes(loader.unknown(ahead), AHEAD_BYTES_MAX);
            loader.fillCache();
        } finally {
            loader.chain.unpin(loader.loaded.asOf());
        }
        return loader.loaded;
    }

    private List<ColdKey> unknown(List<ColdKey> ahead) {
        List<ColdKey> unknown = new ArrayList<>();
        for (ColdKey key : ahead) {
            CachedZnode cached = cache.find(key.path());
            boolean isEnough = cached.hasData()
                    || key.part() == ColdKey.Part.ZNODE
                    || !cached.znode().exists();
            boolean isKnown = CachedZnode.isKnown(cached.znode()) && isEnough;
            if (!isKnown && !loaded.znodes().containsKey(key.path())) {
                unknown.add(key);
            }
        }
        return unknown;
    }

    private void loadZnodes(Collection<ColdKey> keys, int dataBytesMax) {
        Set<String> paths = new LinkedHashSet<>();
        Set<String> withData = new HashSet<>();
        for (ColdKey key : keys) {
            paths.add(key.path());
            if (key.part() == ColdKey.Part.DATA) {
                withData.add(key.path());
            }
        }
        List<String> all = new ArrayList<>(paths);
        for (int from = 0; from < all.size(); from += KEYS_AT_ONCE) {
            loadZnodes(all.subList(from, Math.min(all.size(), from + KEYS_AT_ONCE)), withData, dataBytesMax);
            catchUp();
        }
    }

    private void loadZnodes(List<String> paths, Set<String> withData, int dataBytesMax) {
        List<CachedZnode> znodes = paths.size() == 1 ? List.of(disk.znode(paths.get(0))) : disk.znodes(paths);
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            CachedZnode found = znodes.get(i);
            boolean isWanted = withData.contains(path) && found.znode().stat().dataLength() <= dataBytesMax;
            Bytes data = isWanted && !found.hasData() ? disk.data(path) : found.data();
            loaded.putZnode(path, found.znode(), data);
        }
    }

    private void loadChildren(Set<ColdKey> keys) {
        for (ColdKey key : keys) {
            if (key.part() == ColdKey.Part.CHILDREN) {
                loaded.putChildren(key.path(), scanChildren(key.path()));
            }
        }
    }

    /** The names are of the moment at which the scan began; what was retired meanwhile is kept apart until it has ended. */
    private TextSet scanChildren(String parent) {
        TextSet names = new TextSet();
        Map<String, Boolean> changes = new LinkedHashMap<>();
        disk.scanChildren(parent, name -> {
            names.add(name);
            if (names.size() % NAMES_AT_ONCE == 0) {
                noteChanges(parent, catchUp(), changes);
            }
        });
        noteChanges(parent, catchUp(), changes);
        changes.forEach((name, isThere) -> {
            if (isThere) {
                names.add(name);
            } else {
                names.remove(name);
            }
        });
        return names;
    }

    private static void noteChanges(String parent, List<Generation> retired, Map<String, Boolean> changes) {
        for (Generation generation : retired) {
            for (PendingZnode child : generation.childChanges(parent)) {
                changes.put(child.name(), child.exists());
            }
        }
    }

    /** Applies what was retired since the last time, and returns it. */
    private List<Generation> catchUp() {
        long from = loaded.asOf();
        if (chain.retiredNumber() == from) {
            return List.of();
        }
        Since since = chain.since(from)
                .orElseThrow(() -> new IllegalStateException(
                        "expected the generations after " + from + ", which are pinned, but they are gone"));
        since.retired().forEach(loaded::apply);
        loaded.reached(since.number());
        chain.repin(from, since.number());
        return since.retired();
    }

    private void fillCache() {
        boolean isDone = false;
        while (!isDone) {
            catchUp();
            isDone = chain.runIfLast(loaded.asOf(), () -> loaded.znodes().forEach(cache::putLoaded));
        }
    }
}
