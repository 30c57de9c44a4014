package io.paddock.store;

import io.paddock.session.Session;
import io.paddock.store.GenerationChain.Live;
import io.paddock.store.GenerationChain.Since;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A {@link StateStore} that gathers what is published in memory and writes it behind.
 *
 * <p>A record is looked up in the generation that is being published, then in the one being written, then in the cache, then on disk:
 *
 * <pre>
 *   publish ──► current ──► writing ──► disk        (generations; BackgroundWriter)
 *                               └─────► cache ◄──── load
 * </pre>
 *
 * <p>The writer puts a generation on disk, then into the cache, and drops it only then: so at every moment the first place that knows a
 * path knows it as last published, and no lock is shared with the writer but for moments when generations change.
 */
public final class WriteBehindStore implements StateStore {

    private final Disk disk;
    private final StoreSettings settings;
    private final Memory memory;
    private final GenerationChain chain;
    private final Publisher publisher;
    private final BackgroundWriter writer;
    private volatile long checkpointMs;

    /** The id of the thread that publishes, -1 before it has. */
    private volatile long applyThreadId = -1;

    private WriteBehindStore(Disk disk, StoreSettings settings, StoreFailureListener listener) {
        this.disk = disk;
        this.settings = settings;
        this.memory = new Memory(settings);
        this.chain = memory.chain();
        this.publisher = new Publisher(memory);
        this.writer = new BackgroundWriter(disk, memory, settings, listener);
    }

    /**
     * Opens the state in {@code directory}, at the position where it was last flushed; an empty one if there is none.
     *
     * @param listener told once if the disk fails later
     * @throws StoreException if another process has it open, it is of another format, or the disk fails
     */
    public static WriteBehindStore open(Path directory, StoreSettings settings, StoreFailureListener listener) {
        return open(RocksStateStore.open(directory, settings), settings, listener);
    }

    /** Loads RocksDB's library, which takes a while, in case there is something else to do meanwhile; {@link #open} does it too. */
    public static void prepare() {
        RocksStateStore.prepare();
    }

    static WriteBehindStore open(Disk disk, StoreSettings settings, StoreFailureListener listener) {
        WriteBehindStore store = new WriteBehindStore(disk, settings, listener);
        store.writer.start();
        return store;
    }

    /**
     * Makes a directory to {@link #open} from a checkpoint, which stays as it is and may be deleted later: tables are shared by hard links.
     * All or nothing, also if the machine stops meanwhile.
     *
     * @param directory must not exist
     * @throws StoreException if it cannot be made
     */
    public static void restoreFrom(Path checkpoint, Path directory) {
        try {
            CheckpointFiles.restore(checkpoint, directory);
        } catch (IOException e) {
            throw new StoreException(
                    "cannot restore " + directory + " from the checkpoint " + checkpoint + ": " + e, e);
        }
    }

    /**
     * The position of a checkpoint, or of a store that nobody has open; nothing is changed there.
     *
     * @throws StoreException if there is none, or it is of another format
     */
    public static Position readPosition(Path checkpoint) {
        return RocksStateStore.readPosition(checkpoint);
    }

    @Override
    public Znode znode(String path) {
        Znode found = memory.znode(chain.live(), path);
        memory.count(CachedZnode.isKnown(found));
        if (CachedZnode.isKnown(found)) {
            return found;
        }
        // Nobody else publishes, so what neither a generation nor the cache has is on disk and stays what it is.
        long asOf = chain.retiredNumber();
        CachedZnode read = disk.znode(path);
        keep(asOf, path, read);
        return read.znode();
    }

    @Override
    public Bytes data(String path) {
        Bytes found = memory.data(chain.live(), path);
        memory.count(CachedZnode.isHeld(found));
        if (CachedZnode.isHeld(found)) {
            return found;
        }
        long asOf = chain.retiredNumber();
        CachedZnode read = disk.znode(path);
        Bytes data = read.hasData() ? read.data() : disk.data(path);
        keep(asOf, path, CachedZnode.of(read.znode(), data));
        return data;
    }

    private void keep(long asOf, String path, CachedZnode read) {
        chain.runIfLast(asOf, () -> memory.cache().putLoaded(path, read));
    }

    @Override
    public List<String> children(String path) {
        Optional<Set<String>> names = view().children(path);
        while (names.isEmpty()) {
            Loaded loaded = load(Set.of(new ColdKey(ColdKey.Part.CHILDREN, path)));
            names = view(loaded).flatMap(view -> view.children(path));
        }
        List<String> sorted = new ArrayList<>(names.get());
        sorted.sort(null);
        return sorted;
    }

    @Override
    public void awaitRoom() {
        if (chain.unwrittenBytes() >= settings.unwrittenBytesMax()) {
            chain.awaitRoom(settings.unwrittenBytesMax());
        }
    }

    @Override
    public void publish(String path, Znode znode, Bytes data) {
        publisher().put(path, znode, data);
    }

    @Override
    public void publish(String path, Znode znode) {
        publisher().put(path, znode);
    }

    @Override
    public void publishRemoval(String path, Znode last) {
        publisher().remove(path, last);
    }

    @Override
    public void publishSession(Session session) {
        publisher().putSession(session.id(), session);
    }

    @Override
    public void publishSessionEnd(long sessionId) {
        publisher().putSession(sessionId, Generation.ENDED);
    }

    @Override
    public void publishOrigin(int server, long incarnation, long sequence) {
        publisher().putOrigin(server, new Origin(incarnation, sequence));
    }

    private Publisher publisher() {
        long thread = Thread.currentThread().getId();
        if (applyThreadId != thread) {
            applyThreadId = thread;
        }
        return publisher;
    }

    @Override
    public void publishPosition(Position position) {
        Generation generation = chain.open();
        boolean isTaken = generation.end(position);
        if (isTaken || generation.entries() == 1 || generation.bytes() >= settings.generationBytesMax()) {
            writer.wake();
        }
    }

    @Override
    public ReadView view() {
        return new MemoryView(memory, chain.live(), LoadedRecords.NOTHING);
    }

    @Override
    public Optional<ReadView> view(Loaded loaded) {
        LoadedRecords records = (LoadedRecords) loaded;
        // Taken before the number is read: if nothing was retired since the load, nothing had been dropped from these.
        Live live = chain.live();
        if (chain.retiredNumber() == records.asOf()) {
            return Optional.of(new MemoryView(memory, live, records));
        }
        return chain.since(records.asOf()).map(since -> viewAfter(since, records));
    }

    private ReadView viewAfter(Since since, LoadedRecords records) {
        since.retired().forEach(records::apply);
        records.reached(since.number());
        return new MemoryView(memory, since.live(), records);
    }

    @Override
    public Loaded load(Set<ColdKey> keys, List<ColdKey> ahead) {
        return Loader.load(disk, memory, keys, ahead);
    }

    @Override
    public long countDescendants(String path) {
        if (Thread.currentThread().getId() == applyThreadId) {
            return countAsPublisher(path);
        }
        writeAll();
        return disk.countDescendants(path);
    }

    /** Waits until all entries that have ended are written. Any thread that is not in the middle of an entry. */
    void writeAll() {
        await(writer.submit(() -> {}), "write what was published");
    }

    /** The apply thread may be in the middle of an entry, for whose end the writer would wait; but it may look into the generations. */
    private long countAsPublisher(String path) {
        Live live = chain.live();
        Map<String, Boolean> changed = new HashMap<>();
        noteExistence(live.writing().znodes(), path, changed);
        noteExistence(live.current().znodes(), path, changed);
        long unchanged = disk.countDescendants(path, found -> !changed.containsKey(found));
        return unchanged + changed.values().stream().filter(isThere -> isThere).count();
    }

    private static void noteExistence(Collection<PendingZnode> znodes, String path, Map<String, Boolean> existence) {
        String prefix = ZnodeNames.isRoot(path) ? path : path + '/';
        for (PendingZnode pending : znodes) {
            if (pending.path().startsWith(prefix) && !pending.path().equals(path)) {
                existence.put(pending.path(), pending.exists());
            }
        }
    }

    @Override
    public Position written() {
        return writer.flushed();
    }

    @Override
    public Position opened() {
        return disk.opened();
    }

    @Override
    public void restoreSessions(Consumer<Session> sessions) {
        disk.scanSessions(sessions);
    }

    @Override
    public void restoreEphemerals(BiConsumer<Long, String> ephemerals) {
        disk.scanEphemerals(ephemerals);
    }

    @Override
    public void restoreUnusable(Consumer<String> paths) {
        disk.scanUnusable(paths);
    }

    @Override
    public void restoreOrigins(OriginRestorer origins) {
        disk.scanOrigins(origins);
    }

    @Override
    public Position checkpoint(Path target) {
        return await(writer.submit(() -> makeCheckpoint(target)), "make the checkpoint " + target);
    }

    private void makeCheckpoint(Path target) throws IOException {
        long start = System.nanoTime();
        writer.flush();
        disk.checkpoint(target);
        checkpointMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static Position await(CompletableFuture<Position> done, String what) {
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw new StoreException("cannot " + what + ": " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting to " + what, e);
        }
    }

    /** What this store has done and holds. Any thread. */
    public CacheStatistics statistics() {
        return new CacheStatistics(
                memory.hits(),
                memory.misses(),
                memory.cache().bytes() + memory.childSets().bytes(),
                chain.unwrittenZnodes(),
                chain.unwrittenBytes(),
                writer.generations(),
                writer.lastWriteMs(),
                checkpointMs);
    }

    /**
     * Writes all entries that have ended, and releases everything; a second call does nothing. What is in progress in other threads ends
     * first, what they begin later throws {@link StoreException}.
     */
    @Override
    public void close() {
        try {
            writer.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while the store was being closed", e);
        }
        disk.close();
    }
}
