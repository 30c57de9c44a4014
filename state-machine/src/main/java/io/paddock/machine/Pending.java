package io.paddock.machine;

import io.paddock.tree.Bytes;
import io.paddock.tree.StateDigest;
import io.paddock.tree.Znode;

/** A znode that an entry looks at, or the place of one that does not exist: as published, and as decided so far. */
final class Pending {

    final String path;

    /** As published before the entry. */
    final Znode stored;

    /** As decided so far. */
    private Znode znode;

    /** The data as decided so far, unless {@link #dataVersion} is 0: then the store holds it. */
    private Bytes data = Bytes.NULL;

    private int dataVersion;

    /** As it was when the step that {@link #touchedBy} numbers touched it first. */
    private Znode before;

    private Bytes dataBefore = Bytes.NULL;
    private int dataVersionBefore;
    private long touchedBy;

    /** Its share of the digest as of the last step that ended. */
    private long share;

    private boolean hasShare;
    private long pathHash;

    Pending(String path, Znode stored) {
        this.path = path;
        this.stored = stored;
        znode = stored;
        before = stored;
    }

    boolean exists() {
        return znode.exists();
    }

    Znode znode() {
        return znode;
    }

    /** Whether its data is what the store holds. */
    boolean hasDataInStore() {
        return dataVersion == 0;
    }

    /** Its data, unless that is what the store holds. */
    Bytes data() {
        return data;
    }

    Znode before() {
        return before;
    }

    boolean hasOtherData() {
        return dataVersion != dataVersionBefore;
    }

    /** Makes it what it is to be after the step; whether it is the step's first touch. */
    boolean become(Znode newZnode, long step) {
        boolean isFirst = touchedBy != step;
        if (isFirst) {
            touchedBy = step;
            before = znode;
            dataBefore = data;
            dataVersionBefore = dataVersion;
        }
        znode = newZnode;
        return isFirst;
    }

    /** The same, with other data. */
    boolean become(Znode newZnode, Bytes newData, long step) {
        boolean isFirst = become(newZnode, step);
        data = newData;
        dataVersion++;
        return isFirst;
    }

    /** Makes it again what it was before the step. */
    void rollBack() {
        znode = before;
        data = dataBefore;
        dataVersion = dataVersionBefore;
    }

    /** How the step that ends changes the digest. */
    long digestChange() {
        long last = hasShare ? share : shareOf(before);
        share = shareOf(znode);
        hasShare = true;
        return share - last;
    }

    private long shareOf(Znode of) {
        if (!of.exists()) {
            return 0;
        }
        if (pathHash == 0) {
            pathHash = StateDigest.ofText(path);
        }
        return StateDigest.ofZnode(pathHash, of);
    }
}
