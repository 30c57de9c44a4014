package io.paddock.store;

import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;

/**
 * What a generation holds of one path: its state now, and what is known of it in the generations before, on which it depends what is to
 * be written. Changed by the apply thread under the publish lock; once its generation is frozen only the writer touches
 * {@link #resolvePrior}.
 */
final class PendingZnode {

    /** Whether the path existed when the generation began. */
    enum Prior {
        ABSENT,
        EXISTED,
        UNKNOWN
    }

    /** No such path in a generation; compared by identity. */
    static final PendingZnode NONE = new PendingZnode("", Prior.UNKNOWN, Znode.ABSENT);

    private final String path;
    private Prior prior;
    private long priorOwner;
    private int priorDataLength;
    private Bytes kept = CachedZnode.NO_DATA;
    private Znode znode = Znode.ABSENT;
    private Bytes data = CachedZnode.NO_DATA;
    private boolean isListed;

    /** Nothing yet of a path, where {@code before} was if it existed; only owner and length of the data count. */
    PendingZnode(String path, Prior prior, Znode before) {
        this.path = path;
        this.prior = prior;
        notePrior(before);
    }

    String path() {
        return path;
    }

    Prior prior() {
        return prior;
    }

    /** Owner when the generation began, 0 if the znode did not exist then. */
    long priorOwner() {
        return priorOwner;
    }

    /** Length of the data when the generation began, 0 if the znode did not exist then. */
    int priorDataLength() {
        return priorDataLength;
    }

    Znode znode() {
        return znode;
    }

    /** The data, {@link CachedZnode#NO_DATA} when this generation did not change it. */
    Bytes data() {
        return data;
    }

    boolean exists() {
        return znode.exists();
    }

    /** Whether its record needs data that this generation did not change. Writer. */
    boolean lacksData() {
        return exists()
                && !CachedZnode.isHeld(dataToWrite())
                && ZnodeCodec.isShort(znode.stat().dataLength());
    }

    /** The data, {@link CachedZnode#NO_DATA} if it has a record of its own that does not change. Writer. */
    Bytes dataToWrite() {
        return hasData() ? data : kept;
    }

    /** The writer found out what the data is that did not change. */
    void keepData(Bytes unchanged) {
        kept = unchanged;
    }

    boolean hasData() {
        return CachedZnode.isHeld(data);
    }

    /** The last component of the path. */
    String name() {
        return ZnodeNames.name(path);
    }

    void set(Znode newZnode, Bytes newData) {
        znode = newZnode;
        data = newData;
    }

    void set(Znode newZnode) {
        znode = newZnode;
    }

    void remove() {
        set(Znode.ABSENT, CachedZnode.NO_DATA);
    }

    /** The writer found out what was not known. */
    void resolvePrior(Znode found) {
        prior = found.exists() ? Prior.EXISTED : Prior.ABSENT;
        notePrior(found);
    }

    private void notePrior(Znode before) {
        priorOwner = before.exists() ? before.stat().owner() : 0;
        priorDataLength = before.exists() ? before.stat().dataLength() : 0;
    }

    /** Marks this as one of the generation's changes of a set of children; false if it was marked already. */
    boolean list() {
        boolean wasListed = isListed;
        isListed = true;
        return !wasListed;
    }
}
