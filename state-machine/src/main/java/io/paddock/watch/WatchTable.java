package io.paddock.watch;

import io.paddock.outcome.Change;
import io.paddock.path.ZnodePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Watches set by the clients of this server, of watchers of any type with {@code equals}. Not replicated.
 *
 * <p>Guarded by its own monitor, so any thread may call it. That no event is lost between a read and its watch is the publish lock's doing:
 * who reads and adds holds it shared, who takes holds it exclusively.
 *
 * <p>Invariant: a watcher is listed under a path only until {@link #removeAll} is called for it.
 */
public final class WatchTable<W> {

    /*
     * ZooKeeper 3.9.5 keeps two tables, one told of a znode itself and one of its children; a persistent watch is in both. Here they are one,
     * so a deletion, which both are told of, finds each watcher once; the sums below say which of the two a kind would be in there.
     */

    /** Told of creation, change of data and deletion. */
    private static final int DATA_TABLE =
            WatchKind.DATA.bit() | WatchKind.PERSISTENT.bit() | WatchKind.PERSISTENT_RECURSIVE.bit();

    /** Told of a change of the children and deletion. */
    private static final int CHILD_TABLE = WatchKind.CHILDREN.bit() | WatchKind.PERSISTENT.bit();

    private static final int RECURSIVE = WatchKind.PERSISTENT_RECURSIVE.bit();

    private final Map<String, PathWatches<W>> byPath = new HashMap<>();
    private final Map<W, Set<String>> byWatcher = new LinkedHashMap<>();
    private int dataCount;
    private int childCount;
    private int recursiveCount;

    /**
     * What {@code wchs} tells, of the watches that ZooKeeper 3.9.5 counts there: all but {@link WatchKind#CHILDREN}.
     *
     * @param watchers who watches anything
     * @param paths what anybody watches
     * @param watches pairs of the two
     */
    public record Summary(int watchers, int paths, int watches) {}

    /** Sets a watch; whether it is new. */
    public synchronized boolean add(String path, WatchKind kind, W watcher) {
        PathWatches<W> watches = byPath.computeIfAbsent(path, unwatched -> new PathWatches<>());
        int before = watches.kindsOf(watcher);
        int after = before | kind.bit();
        if (after == before) {
            return false;
        }
        watches.set(watcher, after);
        count(before, after);
        if (before == 0) {
            byWatcher.computeIfAbsent(watcher, idle -> new HashSet<>()).add(path);
        }
        return true;
    }

    /**
     * Who is to be told of {@code change}, each once; one-shot watches that it answers are forgotten. Who may not read is among them all the
     * same: {@link Change#readers} is for the caller to check.
     */
    public synchronized List<W> take(Change change) {
        if (byPath.isEmpty()) {
            return List.of();
        }
        return switch (change.kind()) {
            case CREATED, DATA_CHANGED -> take(change.path(), DATA_TABLE, WatchKind.DATA.bit(), true);
            case DELETED ->
                take(change.path(), DATA_TABLE | CHILD_TABLE, WatchKind.DATA.bit() | WatchKind.CHILDREN.bit(), true);
            case CHILDREN_CHANGED -> take(change.path(), CHILD_TABLE, WatchKind.CHILDREN.bit(), false);
        };
    }

    private List<W> take(String path, int wanted, int oneShot, boolean tellsAncestors) {
        PathWatches<W> watches = byPath.get(path);
        if (!tellsAncestors || recursiveCount == 0) {
            if (watches == null) {
                return List.of();
            }
            List<W> taken = new ArrayList<>();
            take(path, watches, wanted, oneShot, taken);
            return taken;
        }
        Set<W> taken = new LinkedHashSet<>();
        if (watches != null) {
            take(path, watches, wanted, oneShot, taken);
        }
        takeFromAncestors(path, taken);
        return List.copyOf(taken);
    }

    private void take(String path, PathWatches<W> watches, int wanted, int oneShot, Collection<W> taken) {
        watches.take(wanted, oneShot, taken, (watcher, before, after) -> {
            count(before, after);
            if (after == 0) {
                forget(path, watcher);
            }
        });
        if (watches.isEmpty()) {
            byPath.remove(path);
        }
    }

    private void takeFromAncestors(String path, Collection<W> taken) {
        for (String at = path; at.length() > 1; ) {
            at = ZnodePath.parentOf(at);
            PathWatches<W> watches = byPath.get(at);
            if (watches != null) {
                watches.forEach(RECURSIVE, taken::add);
            }
        }
    }

    /** Removes one kind of watch; whether there was one. */
    public synchronized boolean remove(String path, WatchKind kind, W watcher) {
        return remove(path, kind.bit(), watcher);
    }

    /** Removes every watch of a path, of whatever kind; whether there was one. */
    public synchronized boolean removeAny(String path, W watcher) {
        return remove(path, DATA_TABLE | CHILD_TABLE, watcher);
    }

    private boolean remove(String path, int kinds, W watcher) {
        PathWatches<W> watches = byPath.get(path);
        if (watches == null) {
            return false;
        }
        int before = watches.kindsOf(watcher);
        int after = before & ~kinds;
        if (after == before) {
            return false;
        }
        watches.set(watcher, after);
        count(before, after);
        if (after == 0) {
            forget(path, watcher);
            if (watches.isEmpty()) {
                byPath.remove(path);
            }
        }
        return true;
    }

    /** Whether there is such a watch. */
    public synchronized boolean contains(String path, WatchKind kind, W watcher) {
        return (kindsOf(path, watcher) & kind.bit()) != 0;
    }

    /** Whether there is a watch of whatever kind. */
    public synchronized boolean containsAny(String path, W watcher) {
        return kindsOf(path, watcher) != 0;
    }

    private int kindsOf(String path, W watcher) {
        PathWatches<W> watches = byPath.get(path);
        return watches == null ? 0 : watches.kindsOf(watcher);
    }

    /** Removes every watch of a watcher. */
    public synchronized void removeAll(W watcher) {
        Set<String> paths = byWatcher.remove(watcher);
        if (paths == null) {
            return;
        }
        for (String path : paths) {
            PathWatches<W> watches = byPath.get(path);
            count(watches.kindsOf(watcher), 0);
            watches.set(watcher, 0);
            if (watches.isEmpty()) {
                byPath.remove(path);
            }
        }
    }

    /** How many paths a watcher watches. */
    public synchronized int pathCount(W watcher) {
        return byWatcher.getOrDefault(watcher, Set.of()).size();
    }

    /** How many watches there are, counted as ZooKeeper 3.9.5 does: a persistent one, which hears of children too, is two. */
    public synchronized int size() {
        return dataCount + childCount;
    }

    /** The numbers of {@code wchs}; as slow as there are watches. */
    public synchronized Summary summary() {
        return new Summary(byWatcher().size(), byPath().size(), dataCount);
    }

    /** The watchers of each path, ordered by path, all but those of children alone, as {@code wchp} tells; a copy. */
    public synchronized SortedMap<String, List<W>> byPath() {
        SortedMap<String, List<W>> copy = new TreeMap<>();
        byPath.forEach((path, watches) -> {
            List<W> watchers = new ArrayList<>();
            watches.forEach(DATA_TABLE, watchers::add);
            if (!watchers.isEmpty()) {
                copy.put(path, watchers);
            }
        });
        return copy;
    }

    /** The paths of each watcher, sorted, all but those whose children alone are watched, as {@code wchc} tells; a copy. */
    public synchronized Map<W, List<String>> byWatcher() {
        Map<W, List<String>> copy = new LinkedHashMap<>();
        byWatcher.forEach((watcher, paths) -> {
            List<String> watched = paths.stream()
                    .filter(path -> (kindsOf(path, watcher) & DATA_TABLE) != 0)
                    .sorted()
                    .toList();
            if (!watched.isEmpty()) {
                copy.put(watcher, watched);
            }
        });
        return copy;
    }

    private void forget(String path, W watcher) {
        Set<String> paths = byWatcher.get(watcher);
        paths.remove(path);
        if (paths.isEmpty()) {
            byWatcher.remove(watcher);
        }
    }

    private void count(int before, int after) {
        dataCount += change(before, after, DATA_TABLE);
        childCount += change(before, after, CHILD_TABLE);
        recursiveCount += change(before, after, RECURSIVE);
    }

    private static int change(int before, int after, int table) {
        boolean was = (before & table) != 0;
        boolean is = (after & table) != 0;
        if (was == is) {
            return 0;
        }
        return is ? 1 : -1;
    }
}
