package io.paddock.store;

import io.paddock.session.Owner;
import io.paddock.session.Session;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What was published since the generation before was frozen, coalesced by key: what the writer writes at once.
 *
 * <p>Its records change by the apply thread alone, with the publish lock held exclusively, while the phase is {@link Phase#OPEN}; readers
 * hold that lock shared. The phase is how the apply thread and the writer agree without that lock: between entries the generation is
 * {@link Phase#IDLE}, and who moves it from there first wins: the apply thread opens it for the next entry, or the writer freezes it for
 * ever. Frozen, it may be read by anybody.
 */
final class Generation {

    private enum Phase {
        IDLE,
        OPEN,
        FROZEN
    }

    /** No generation at all: holds nothing, frozen. */
    static final Generation NONE = frozenAndEmpty();

    /** Stands for a session that ended: no session has the id 0. */
    static final Session ENDED = new Session(0, Bytes.EMPTY, 0, new Owner(0, 0));

    private static final int ZNODE_BYTES = 280;
    private static final int SMALL_RECORD_BYTES = 200;

    private final Map<String, PendingZnode> znodes = new HashMap<>();
    private final Map<String, ChildChanges> childChanges = new HashMap<>();
    private final Map<Long, Session> sessions = new LinkedHashMap<>();
    private final Map<Integer, Origin> origins = new LinkedHashMap<>();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.IDLE);
    private Position position = Position.START;
    private long bytes;
    private int entries;

    /** The writer waits for the entry in progress to end. */
    private volatile boolean isWanted;

    /** What other threads may see at any time: as of the last end of an entry. */
    private volatile int endedEntries;

    private volatile long endedBytes;
    private volatile int endedZnodes;

    private static Generation frozenAndEmpty() {
        Generation none = new Generation();
        none.phase.set(Phase.FROZEN);
        return none;
    }

    /** Begins an entry, or goes on with it; false if the writer has taken this generation. Apply thread. */
    boolean open() {
        return phase.get() == Phase.OPEN || phase.compareAndSet(Phase.IDLE, Phase.OPEN);
    }

    /**
     * Ends an entry; true if the writer had waited for that, and has the generation now. Apply thread.
     *
     * <p>However busy the apply thread is, it hands over here: the writer need not catch it between two entries.
     */
    boolean end(Position newPosition) {
        position = newPosition;
        endedBytes = bytes;
        endedZnodes = znodes.size();
        entries++;
        endedEntries = entries;
        phase.set(Phase.IDLE);
        return isWanted && phase.compareAndSet(Phase.IDLE, Phase.FROZEN);
    }

    /** Takes it for writing; if it is in the middle of an entry, false, and {@link #end} will do it. Writer. */
    boolean freeze() {
        isWanted = true;
        return phase.get() == Phase.FROZEN || phase.compareAndSet(Phase.IDLE, Phase.FROZEN);
    }

    boolean isOpen() {
        return phase.get() == Phase.OPEN;
    }

    /** Whether no entry has ended in it. */
    boolean isEmpty() {
        return endedEntries == 0;
    }

    /** How many entries have ended in it. */
    int entries() {
        return endedEntries;
    }

    /** Estimated heap of what it held at the end of the last entry. */
    long bytes() {
        return endedBytes;
    }

    /** How many znodes it held at the end of the last entry. */
    int size() {
        return endedZnodes;
    }

    /** Where the last entry that ended in it has come to. */
    Position position() {
        return position;
    }

    /** What it holds of {@code path}, {@link PendingZnode#NONE} if nothing. */
    PendingZnode find(String path) {
        return znodes.getOrDefault(path, PendingZnode.NONE);
    }

    /** Begins to hold something of {@code path}. */
    PendingZnode add(String path, PendingZnode.Prior prior, Znode before) {
        PendingZnode pending = new PendingZnode(path, prior, before);
        znodes.put(path, pending);
        bytes += ZNODE_BYTES + path.length();
        return pending;
    }

    void set(PendingZnode pending, Znode znode, Bytes data) {
        bytes += data.length() - pending.data().length();
        pending.set(znode, data);
    }

    /** Holds from now on that there is no such znode, or nothing of its path if there was none when this generation began. */
    void remove(String parent, PendingZnode pending) {
        bytes -= pending.data().length();
        pending.remove();
        if (pending.prior() != PendingZnode.Prior.ABSENT) {
            noteChild(parent, pending);
            return;
        }
        znodes.remove(pending.path());
        bytes -= ZNODE_BYTES + pending.path().length();
        ChildChanges changes = childChanges.get(parent);
        if (changes != null) {
            changes.childIsGone();
        }
    }

    /** Notes that the existence of a child of {@code parent} may have changed. */
    void noteChild(String parent, PendingZnode child) {
        if (child.list()) {
            ChildChanges changes = childChanges.get(parent);
            if (changes == null) {
                changes = new ChildChanges();
                childChanges.put(parent, changes);
            }
            changes.children.add(child);
        }
    }

    /** The children of {@code parent} whose existence may have changed. */
    List<PendingZnode> childChanges(String parent) {
        ChildChanges changes = childChanges.get(parent);
        return changes == null ? List.of() : changes.children;
    }

    /** Brings a set of names from the state before this generation to the state after it. */
    void applyChildChanges(String parent, Collection<String> names) {
        for (PendingZnode child : childChanges(parent)) {
            if (child.exists()) {
                names.add(child.name());
            } else {
                names.remove(child.name());
            }
        }
    }

    void putSession(long id, Session session) {
        sessions.put(id, session);
        bytes += SMALL_RECORD_BYTES;
    }

    void putOrigin(int server, Origin origin) {
        origins.put(server, origin);
    }

    Collection<PendingZnode> znodes() {
        return znodes.values();
    }

    /** By id; {@link #ENDED} for those that ended. */
    Map<Long, Session> sessions() {
        return sessions;
    }

    /** By server. */
    Map<Integer, Origin> origins() {
        return origins;
    }

    /** The children of one parent that may have been created or removed. */
    private static final class ChildChanges {

        private static final int GONE_MIN = 64;

        private final List<PendingZnode> children = new ArrayList<>(4);
        private int gone;

        /** One of the children came and went since the generation began; when most of them did, they are let go. */
        void childIsGone() {
            gone++;
            if (gone >= GONE_MIN && gone > children.size() / 2) {
                children.removeIf(child -> !child.exists() && child.prior() == PendingZnode.Prior.ABSENT);
                gone = 0;
            }
        }
    }
}
