package io.paddock.store;

import io.paddock.session.Session;
import io.paddock.store.PendingZnode.Prior;
import io.paddock.tree.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.rocksdb.Checkpoint;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;

/**
 * The disk behind memory: one RocksDB with one column family and no write-ahead log.
 *
 * <p>For all threads as {@link Disk} says. Each use of the database holds {@link #alive} shared and closing holds it exclusively, since a
 * use after closing would crash the process: that is all this lock is for, and nobody waits at it before the end.
 */
final class RocksStateStore implements Disk {

    private final Path directory;
    private final RocksOptions options;
    private final RocksDB database;
    private final Position opened;
    private final ZnodeCodec znodeCodec = new ZnodeCodec();
    private final ReadWriteLock alive = new ReentrantReadWriteLock();
    private boolean isClosed;

    private RocksStateStore(Path directory, RocksOptions options, RocksDB database) throws RocksDBException {
        this.directory = directory;
        this.options = options;
        this.database = database;
        this.opened = readPosition(database);
    }

    /** Loads the library. */
    static void prepare() {
        RocksDB.loadLibrary();
    }

    /**
     * Opens the state in {@code directory}, an empty one if there is none.
     *
     * @throws StoreException if another process has it open, it is of another format, or the disk fails
     */
    static RocksStateStore open(Path directory, StoreSettings settings) {
        RocksOptions options = RocksOptions.forStore(settings);
        try {
            Files.createDirectories(directory);
            RocksDB database = RocksDB.open(options.options(), directory.toString());
            try {
                prepareFormat(database, options, directory);
                return new RocksStateStore(directory, options, database);
            } catch (RocksDBException | RuntimeException e) {
                database.close();
                throw e;
            }
        } catch (RocksDBException | IOException | RuntimeException e) {
            options.close();
            throw openFailure(directory, e);
        }
    }

    private static StoreException openFailure(Path directory, Exception e) {
        if (e instanceof StoreException known) {
            return known;
        }
        String message = String.valueOf(e.getMessage());
        if (message.contains("lock file") || message.contains("lock hold")) {
            return new StoreException("the store " + directory + " is in use by another process: " + message, e);
        }
        return new StoreException("cannot open the store " + directory + ": " + message, e);
    }

    private static void prepareFormat(RocksDB database, RocksOptions options, Path directory) throws RocksDBException {
        byte[] format = database.get(KeyLayout.FORMAT_KEY);
        if (format != null) {
            checkFormat(format, directory);
            if (format[0] < FormatVersion.CURRENT) {
                // So that no older program begins with what it would not understand later.
                markFormat(database, options);
            }
            return;
        }
        if (!isEmpty(database)) {
            throw new StoreException("the directory " + directory + " holds a database that is not a store");
        }
        markFormat(database, options);
    }

    private static void markFormat(RocksDB database, RocksOptions options) throws RocksDBException {
        database.put(options.writeOptions(), KeyLayout.FORMAT_KEY, SmallRecordCodec.mark());
        database.flush(options.flushAndWait());
    }

    private static void checkFormat(byte[] format, Path directory) {
        if (format.length == 0) {
            throw new StoreException("the store " + directory + " is damaged: its format record is empty");
        }
        FormatVersion.check(format[0], "store " + directory);
    }

    private static boolean isEmpty(RocksDB database) throws RocksDBException {
        try (RocksIterator iterator = database.newIterator()) {
            iterator.seekToFirst();
            iterator.status();
            return !iterator.isValid();
        }
    }

    /** The position of the state in {@code directory}, which is not changed. */
    static Position readPosition(Path directory) {
        try (RocksOptions options = RocksOptions.forLooking();
                RocksDB database = RocksDB.openReadOnly(options.options(), directory.toString())) {
            byte[] format = database.get(KeyLayout.FORMAT_KEY);
            if (format == null) {
                throw new StoreException("the directory " + directory + " holds a database that is not a store");
            }
            checkFormat(format, directory);
            return readPosition(database);
        } catch (RocksDBException e) {
            throw new StoreException("cannot read the store " + directory + ": " + e.getMessage(), e);
        }
    }

    private static Position readPosition(RocksDB database) throws RocksDBException {
        byte[] value = database.get(KeyLayout.POSITION_KEY);
        return value == null ? Position.START : SmallRecordCodec.decodePosition(value);
    }

    @Override
    public Position opened() {
        return opened;
    }

    @Override
    public CachedZnode znode(String path) {
        return use("read " + path, () -> decode(database.get(KeyLayout.ofPath(KeyLayout.ZNODE, path))));
    }

    private CachedZnode decode(byte[] value) {
        return value == null ? CachedZnode.ABSENT : znodeCodec.decodeAll(value);
    }

    @Override
    public List<CachedZnode> znodes(List<String> paths) {
        List<byte[]> keys = new ArrayList<>(paths.size());
        for (String path : paths) {
            keys.add(KeyLayout.ofPath(KeyLayout.ZNODE, path));
        }
        List<CachedZnode> znodes = new ArrayList<>(paths.size());
        for (byte[] value : use("read znodes", () -> database.multiGetAsList(keys))) {
            znodes.add(decode(value));
        }
        return znodes;
    }

    @Override
    public Bytes data(String path) {
        CachedZnode found = znode(path);
        if (found.hasData() || !found.znode().exists()) {
            return found.hasData() ? found.data() : Bytes.NULL;
        }
        byte[] value = use("read the data of " + path, () -> database.get(KeyLayout.ofPath(KeyLayout.DATA, path)));
        return value == null ? Bytes.NULL : ZnodeCodec.decodeData(value);
    }

    @Override
    public void scanChildren(String path, Consumer<String> names) {
        byte[] prefix = KeyLayout.childrenPrefix(path);
        scan(prefix, KeyLayout.endOf(prefix), iterator -> {
            byte[] key = iterator.key();
            if (key.length > prefix.length) {
                names.accept(KeyLayout.textOf(key, prefix.length));
            }
        });
    }

    @Override
    public long countDescendants(String path) {
        return countDescendants(path, any -> true);
    }

    @Override
    public long countDescendants(String path, PathFilter filter) {
        // One iterator, thus one moment, from the first child to the end of the deeper ones. Between them may be
        // siblings of the path
        // whose names begin with its name.
        byte[] children = KeyLayout.childrenPrefix(path);
        byte[] deeper = KeyLayout.deeperPrefix(path);
        long[] count = {0};
        scan(children, KeyLayout.endOf(deeper), iterator -> {
            byte[] key = iterator.key();
            boolean isBelow = (key.length > children.length && KeyLayout.startsWith(key, children))
                    || KeyLayout.startsWith(key, deeper);
            if (isBelow && filter.counts(KeyLayout.pathOf(key))) {
                count[0]++;
            }
        });
        return count[0];
    }

    @Override
    public void scanSessions(Consumer<Session> sessions) {
        scanKind(
                KeyLayout.SESSION,
                iterator -> sessions.accept(
                        SmallRecordCodec.decodeSession(KeyLayout.numberOf(iterator.key(), 8), iterator.value())));
    }

    @Override
    public void scanEphemerals(BiConsumer<Long, String> ephemerals) {
        scanKind(KeyLayout.EPHEMERAL, iterator -> {
            byte[] key = iterator.key();
            ephemerals.accept(KeyLayout.numberOf(key, 8), KeyLayout.textOf(key, 9));
        });
    }

    @Override
    public void scanUnusable(Consumer<String> paths) {
        scanKind(KeyLayout.UNUSABLE, iterator -> paths.accept(KeyLayout.textOf(iterator.key(), 1)));
    }

    @Override
    public void scanOrigins(StateStore.OriginRestorer origins) {
        scanKind(KeyLayout.ORIGIN, iterator -> {
            Origin origin = SmallRecordCodec.decodeOrigin(iterator.value());
            int server = (int) KeyLayout.numberOf(iterator.key(), 4);
            origins.restore(server, origin.incarnation(), origin.sequence());
        });
    }

    private void scanKind(byte kind, Consumer<RocksIterator> each) {
        byte[] prefix = {kind};
        scan(prefix, KeyLayout.endOf(prefix), each);
    }

    /** Goes over all records from a key to before another, as of one moment. */
    private void scan(byte[] from, byte[] to, Consumer<RocksIterator> each) {
        use("scan", () -> {
            try (Slice bound = new Slice(to);
                    ReadOptions bounded = new ReadOptions(options.readOptions()).setIterateUpperBound(bound);
                    RocksIterator iterator = database.newIterator(bounded)) {
                for (iterator.seek(from); iterator.isValid(); iterator.next()) {
                    each.accept(iterator);
                }
                iterator.status();
            }
            return null;
        });
    }

    @Override
    public void write(Generation generation) {
        resolvePriors(generation);
        resolveData(generation);
        byte[] bytes = GenerationEncoder.encode(generation);
        use("write", () -> {
            try (WriteBatch batch = new WriteBatch(bytes)) {
                database.write(options.writeOptions(), batch);
            }
            return null;
        });
    }

    /** Looks up what memory did not know when a znode was published: whether there was one, and whose. */
    private void resolvePriors(Generation generation) {
        List<PendingZnode> unknown = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (PendingZnode pending : generation.znodes()) {
            if (pending.prior() == Prior.UNKNOWN) {
                unknown.add(pending);
                paths.add(pending.path());
            }
        }
        List<CachedZnode> before = paths.isEmpty() ? List.of() : znodes(paths);
        for (int i = 0; i < unknown.size(); i++) {
            unknown.get(i).resolvePrior(before.get(i).znode());
        }
    }

    /** Reads the data that stands in records which change for another reason, where memory did not know it. */
    private void resolveData(Generation generation) {
        List<PendingZnode> lacking = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (PendingZnode pending : generation.znodes()) {
            if (pending.lacksData()) {
                lacking.add(pending);
                paths.add(pending.path());
            }
        }
        List<CachedZnode> before = paths.isEmpty() ? List.of() : znodes(paths);
        for (int i = 0; i < lacking.size(); i++) {
            CachedZnode found = before.get(i);
            lacking.get(i).keepData(found.hasData() ? found.data() : data(paths.get(i)));
        }
    }

    @Override
    public long unflushedBytes() {
        return use("ask", () -> database.getLongProperty("rocksdb.cur-size-active-mem-table"));
    }

    @Override
    public void beginFlush() {
        use("flush", () -> {
            database.flush(options.flushInBackground());
            return null;
        });
    }

    @Override
    public boolean hasFlushed() {
        return use("ask", () -> {
            if (database.getLongProperty("rocksdb.background-errors") > 0) {
                throw new StoreException(
                        "RocksDB failed to flush or compact in " + directory + "; its LOG there tells more");
            }
            return database.getLongProperty("rocksdb.num-immutable-mem-table") == 0;
        });
    }

    @Override
    public void flush() {
        use("flush", () -> {
            database.flush(options.flushAndWait());
            return null;
        });
    }

    @Override
    public void checkpoint(Path target) throws IOException {
        CheckpointFiles.checkTarget(target);
        Path unfinished = CheckpointFiles.unfinished(target);
        CheckpointFiles.deleteTree(unfinished);
        Optional<RocksDBException> failure = use("make a checkpoint", () -> linkTo(unfinished));
        if (failure.isPresent()) {
            throw new IOException("RocksDB cannot make the checkpoint " + target, failure.get());
        }
        CheckpointFiles.finish(unfinished, target);
    }

    private Optional<RocksDBException> linkTo(Path target) {
        try (Checkpoint checkpoint = Checkpoint.create(database)) {
            checkpoint.createCheckpoint(target.toString());
            return Optional.empty();
        } catch (RocksDBException e) {
            return Optional.of(e);
        }
    }

    /** One use of the database. */
    @FunctionalInterface
    private interface Use<T> {
        T run() throws RocksDBException;
    }

    private <T> T use(String what, Use<T> use) {
        Lock lock = alive.readLock();
        lock.lock();
        try {
            if (isClosed) {
                throw new StoreException("cannot " + what + ": the store " + directory + " is closed");
            }
            return use.run();
        } catch (RocksDBException e) {
            throw new StoreException("cannot " + what + " in the store " + directory + ": " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Lock lock = alive.writeLock();
        lock.lock();
        try {
            if (!isClosed) {
                isClosed = true;
                database.close();
                options.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
