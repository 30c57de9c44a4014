package io.paddock.store;

import io.paddock.session.Session;
import io.paddock.tree.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What lies behind memory: the state after the last generation written.
 *
 * <p>Reads are for all threads at once; writes, flushes and checkpoints for the writer alone. All throw {@link StoreException} when the
 * disk fails, and after {@link #close}.
 */
interface Disk extends AutoCloseable {

    /** Takes the path of one znode; says whether to count it. */
    @FunctionalInterface
    interface PathFilter {
        boolean counts(String path);
    }

    /** The znode, and its data if that is short; {@link CachedZnode#ABSENT} if there is none. */
    CachedZnode znode(String path);

    /** The znodes of these paths, in this order. */
    List<CachedZnode> znodes(List<String> paths);

    /** The data, {@link Bytes#NULL} also if there is no such znode. */
    Bytes data(String path);

    /** Tells the names of all children, ordered by their bytes, as of one moment. */
    void scanChildren(String path, Consumer<String> names);

    /** How many znodes there are below a path, as of one moment. */
    long countDescendants(String path);

    /** As {@link #countDescendants(String)}, of those that the filter lets pass. */
    long countDescendants(String path, PathFilter filter);

    /** Where the state was when it was opened. */
    Position opened();

    void scanSessions(Consumer<Session> sessions);

    void scanEphemerals(BiConsumer<Long, String> ephemerals);

    void scanUnusable(Consumer<String> paths);

    void scanOrigins(StateStore.OriginRestorer origins);

    /** Writes a frozen generation, all or nothing; it survives a crash after the next flush only. */
    void write(Generation generation);

    /** How much was written and would not survive a crash, in bytes of native memory; what is being flushed does not count. */
    long unflushedBytes();

    /** Begins to make all that was written survive a crash. */
    void beginFlush();

    /** Whether the last flush begun has ended. */
    boolean hasFlushed();

    /** Makes all that was written survive a crash, and waits for it. */
    void flush();

    /**
     * Leaves a copy of what was flushed in {@code target}, which does not exist; all or nothing.
     *
     * @throws IOException when the copy cannot be made, which does not harm the store
     */
    void checkpoint(Path target) throws IOException;

    /** Waits for reads in progress, and releases everything. */
    @Override
    void close();
}
