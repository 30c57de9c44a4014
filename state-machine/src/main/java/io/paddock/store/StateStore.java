package io.paddock.store;

import io.paddock.session.Session;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The replicated state's home: bounded memory in front, the disk behind.
 *
 * <p>Three kinds of callers, who share one publish lock that the server owns:
 *
 * <ul>
 *   <li>the apply thread decides, with no lock held: {@link #znode}, {@link #data}, {@link #awaitRoom}, which may read or wait for the disk;
 *   <li>the apply thread publishes, with the lock held exclusively: the {@code publish} methods, which change memory only and cannot fail;
 *       {@link #publishPosition} ends an entry, and only whole entries ever reach the disk;
 *   <li>readers, with the lock held shared: {@link #view()}. What they miss they have {@link #load loaded} by a thread that may wait, with
 *       no lock held, and go on with {@link #view(Loaded)} under the lock again.
 * </ul>
 *
 * <p>A background writer puts what was published, coalesced by key, with the position that belongs to it into one atomic write. When the
 * disk fails, the listener given at the start is told, and the process must stop.
 */
public interface StateStore extends AutoCloseable {

    /** What {@link #load} brought, valid until something of it is changed. */
    interface Loaded {}

    /** The znode as last published; {@link Znode#ABSENT} when there is none. Apply thread, no lock; may read the disk. */
    Znode znode(String path);

    /** The data of a znode that exists, as last published. Apply thread, no lock; may read the disk. */
    Bytes data(String path);

    /** The names of the children as last published, sorted. Apply thread, no lock; reads the disk. */
    List<String> children(String path);

    /** Waits while too much is published and not yet written. Apply thread, no lock. */
    void awaitRoom();

    /**
     * Creates the znode, or replaces it and its data; one that was removed and created anew in one transaction may be published as
     * replaced.
     *
     * <p>The records of one transaction may be published in any order. When it is published whole, and readers may look, each parent's
     * {@code numChildren} must agree with the children there are.
     */
    void publish(String path, Znode znode, Bytes data);

    /** Replaces the znode, which was there before the transaction or was published in it, and keeps its data and its owner. */
    void publish(String path, Znode znode);

    /** Removes the znode; {@code last} is what it was. */
    void publishRemoval(String path, Znode last);

    /** Makes or replaces a session. */
    void publishSession(Session session);

    /** Removes a session. */
    void publishSessionEnd(long sessionId);

    /** Keeps the last batch applied of a server. */
    void publishOrigin(int server, long incarnation, long sequence);

    /** Ends an entry: all that was published since the last call belongs to this position. */
    void publishPosition(Position position);

    /** What memory holds. The publish lock is held while it is used. */
    ReadView view();

    /**
     * What memory holds and what was loaded; empty when the latter is out of date and must be loaded again. One thread at a time uses a
     * {@link Loaded}, and only for one read: sets of children are there the first time only.
     *
     * <p>A read that misses something even so must load all that it missed until now: what was in memory before may be evicted meanwhile.
     */
    Optional<ReadView> view(Loaded loaded);

    /** Brings what a read missed. No lock; reads the disk. */
    default Loaded load(Set<ColdKey> keys) {
        return load(keys, List.of());
    }

    /**
     * As {@link #load(Set)}.
     *
     * @param ahead znodes and data that are asked for next: what of them is small is read along, so that memory has it then
     */
    Loaded load(Set<ColdKey> keys, List<ColdKey> ahead);

    /**
     * How many znodes there are below {@code path}, itself not counted, at some moment of this call. No lock; reads the disk. The apply
     * thread may call it in the middle of an entry; another thread waits for the entry in progress to end.
     */
    long countDescendants(String path);

    /** Where the disk is now: what a restart would find after a crash at this moment. */
    Position written();

    /** The position that the state was opened at. */
    Position opened();

    /** Every session on disk, at the start. */
    void restoreSessions(Consumer<Session> sessions);

    /** Every ephemeral on disk with its session, at the start, ordered by session and path. */
    void restoreEphemerals(BiConsumer<Long, String> ephemerals);

    /** Every container and TTL znode on disk, at the start, ordered by path. */
    void restoreUnusable(Consumer<String> paths);

    /** Every origin on disk, at the start. */
    void restoreOrigins(OriginRestorer origins);

    /** Takes one origin at the start. */
    interface OriginRestorer {
        void restore(int server, long incarnation, long sequence);
    }

    /**
     * Writes all that was published before the call and leaves a copy of the state in {@code target}, which must not exist, by hard links:
     * its cost does not grow with the tree. Any thread but the apply thread, no lock; apply goes on meanwhile.
     *
     * @return the position that the copy is at
     */
    Position checkpoint(Path target);

    /**
     * Writes all entries that have ended, and releases everything; a second call does nothing. An entry that has not ended is lost, and with
     * it may be those before that were not written yet: the log has them.
     */
    @Override
    void close();
}
