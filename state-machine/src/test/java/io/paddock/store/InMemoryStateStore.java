package io.paddock.store;

import io.paddock.session.Session;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import io.paddock.tree.ZnodeOwner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A state store as simple as can be: maps for what is published, and a copy of them for the disk, which {@link #write} makes and
 * {@link #reopened} starts from, as after a crash.
 */
public final class InMemoryStateStore implements StateStore {

    /** A znode with its data. */
    public record Stored(Znode znode, Bytes data) {}

    /** The last batch applied of a server. */
    public record StoredOrigin(long incarnation, long sequence) {}

    private record Disk(
            Map<String, Stored> znodes,
            Map<Long, Session> sessions,
            Map<Integer, StoredOrigin> origins,
            Position position) {}

    private final Map<String, Stored> znodes = new TreeMap<>();
    private final Map<Long, Session> sessions = new TreeMap<>();
    private final Map<Integer, StoredOrigin> origins = new TreeMap<>();
    private final Position opened;
    private Position published;
    private Disk disk;

    /** A store in which nothing was ever applied. */
    public InMemoryStateStore() {
        this(new Disk(Map.of(), Map.of(), Map.of(), Position.START));
    }

    private InMemoryStateStore(Disk disk) {
        this.disk = disk;
        znodes.putAll(disk.znodes());
        sessions.putAll(disk.sessions());
        origins.putAll(disk.origins());
        opened = disk.position();
        published = opened;
    }

    /** Brings all that was published to the disk; called between entries only, as only whole entries reach it. */
    public void write() {
        disk = new Disk(new HashMap<>(znodes), new HashMap<>(sessions), new HashMap<>(origins), published);
    }

    /** What a server finds that starts after a crash of this one. */
    public InMemoryStateStore reopened() {
        return new InMemoryStateStore(disk);
    }

    /** Every znode, by path; not a copy. */
    public Map<String, Stored> znodes() {
        return znodes;
    }

    /** Every session, by id; not a copy. */
    public Map<Long, Session> sessions() {
        return sessions;
    }

    /** Every origin, by server; not a copy. */
    public Map<Integer, StoredOrigin> origins() {
        return origins;
    }

    @Override
    public Znode znode(String path) {
        return znodes.containsKey(path) ? znodes.get(path).znode() : Znode.ABSENT;
    }

    @Override
    public Bytes data(String path) {
        return existing(path).data();
    }

    private Stored existing(String path) {
        Stored stored = znodes.get(path);
        if (stored == null) {
            throw new IllegalStateException("expected a znode at " + path + " but there is none");
        }
        return stored;
    }

    @Override
    public List<String> children(String path) {
        String prefix = path.equals("/") ? path : path + "/";
        List<String> names = new ArrayList<>();
        for (String other : znodes.keySet()) {
            String rest = other.startsWith(prefix) ? other.substring(prefix.length()) : "";
            if (!rest.isEmpty() && !rest.contains("/")) {
                names.add(rest);
            }
        }
        return names;
    }

    @Override
    public void awaitRoom() {
        // There is always room.
    }

    @Override
    public void publish(String path, Znode znode, Bytes data) {
        if (data.length() != znode.stat().dataLength()) {
            throw new IllegalStateException("expected data of " + znode.stat() + " at " + path + " but got " + data);
        }
        znodes.put(path, new Stored(znode, data));
    }

    @Override
    public void publish(String path, Znode znode) {
        publish(path, znode, existing(path).data());
    }

    @Override
    public void publishRemoval(String path, Znode last) {
        if (!existing(path).znode().equals(last)) {
            throw new IllegalStateException("expected " + existing(path).znode() + " at " + path + " but got " + last);
        }
        if (!children(path).isEmpty()) {
            throw new IllegalStateException("expected no children of " + path + " but got " + children(path));
        }
        znodes.remove(path);
    }

    @Override
    public void publishSession(Session session) {
        sessions.put(session.id(), session);
    }

    @Override
    public void publishSessionEnd(long sessionId) {
        sessions.remove(sessionId);
    }

    @Override
    public void publishOrigin(int server, long incarnation, long sequence) {
        origins.put(server, new StoredOrigin(incarnation, sequence));
    }

    @Override
    public void publishPosition(Position position) {
        published = position;
    }

    @Override
    public ReadView view() {
        return new ReadView() {
            @Override
            public Optional<Znode> znode(String path) {
                return Optional.of(InMemoryStateStore.this.znode(path));
            }

            @Override
            public Optional<Bytes> data(String path) {
                return Optional.of(InMemoryStateStore.this.data(path));
            }

            @Override
            public Optional<Set<String>> children(String path) {
                return Optional.of(new TreeSet<>(InMemoryStateStore.this.children(path)));
            }
        };
    }

    @Override
    public Optional<ReadView> view(Loaded loaded) {
        return Optional.of(view());
    }

    @Override
    public Loaded load(Set<ColdKey> keys, List<ColdKey> ahead) {
        return new Loaded() {};
    }

    @Override
    public long countDescendants(String path) {
        String prefix = path.equals("/") ? path : path + "/";
        return znodes.keySet().stream()
                .filter(other -> other.startsWith(prefix) && other.length() > prefix.length())
                .count();
    }

    @Override
    public Position written() {
        return disk.position();
    }

    @Override
    public Position opened() {
        return opened;
    }

    @Override
    public void restoreSessions(Consumer<Session> taker) {
        sessions.values().forEach(taker);
    }

    @Override
    public void restoreEphemerals(BiConsumer<Long, String> taker) {
        Map<Long, Set<String>> bySession = new TreeMap<>();
        znodes.forEach((path, stored) -> {
            long owner = stored.znode().stat().owner();
            if (ZnodeOwner.kindOf(owner) == ZnodeOwner.Kind.EPHEMERAL) {
                bySession.computeIfAbsent(owner, id -> new TreeSet<>()).add(path);
            }
        });
        bySession.forEach((id, paths) -> paths.forEach(path -> taker.accept(id, path)));
    }

    @Override
    public void restoreUnusable(Consumer<String> paths) {
        znodes.forEach((path, stored) -> {
            ZnodeOwner.Kind kind = ZnodeOwner.kindOf(stored.znode().stat().owner());
            if (kind == ZnodeOwner.Kind.CONTAINER || kind == ZnodeOwner.Kind.TTL) {
                paths.accept(path);
            }
        });
    }

    @Override
    public void restoreOrigins(OriginRestorer restorer) {
        origins.forEach((server, origin) -> restorer.restore(server, origin.incarnation(), origin.sequence()));
    }

    /** Unlike a real store's, this disk has no files to link. */
    @Override
    public Position checkpoint(Path target) {
        throw new UnsupportedOperationException("a store in memory has no files to copy to " + target);
    }

    @Override
    public void close() {
        write();
    }
}
