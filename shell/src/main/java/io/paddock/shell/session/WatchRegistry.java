package io.paddock.shell.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.zookeeper.Watcher.Event.EventType;

/**
 * The watches the user has set and that are not spent, so that a new session can set them again.
 *
 * <p>The client carries watches over a lost connection by itself; it cannot over an expired session. Guarded by itself.
 */
final class WatchRegistry {
    /** One watch. */
    record Entry(String path, WatchKind kind) {}

    @GuardedBy("this")
    private final Set<Entry> entries = new LinkedHashSet<>();

    synchronized void add(String path, WatchKind kind) {
        entries.add(new Entry(path, kind));
    }

    synchronized void remove(String path, Collection<WatchKind> kinds) {
        entries.removeIf(entry -> entry.path().equals(path) && kinds.contains(entry.kind()));
    }

    synchronized void fired(String path, EventType type) {
        entries.removeIf(entry -> entry.path().equals(path) && entry.kind().isSpentBy(type));
    }

    synchronized void clear() {
        entries.clear();
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }
}
