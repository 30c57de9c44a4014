package io.paddock.machine;

import io.paddock.acl.Acl;
import io.paddock.path.ZnodePath;
import io.paddock.store.StateStore;
import io.paddock.tree.Bytes;
import io.paddock.tree.StateDigest;
import io.paddock.tree.Znode;
import io.paddock.tree.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The tree as an entry's requests see it: what those before them decided, over what is published. Owned by the apply thread.
 *
 * <p>Each request is a step: it begins, changes what it likes, and then either ends, which tells what is to be published for it, or is
 * rolled back.
 */
final class Overlay {

    /** More room than this is given back after the entry that needed it. */
    private static final int ROOM_KEPT = 1 << 14;

    private static final Comparator<Pending> PARENTS_FIRST = Comparator.comparingInt(pending -> pending.path.length());

    private final StateStore store;
    private Map<String, Pending> pendings = new HashMap<>();
    private final List<Pending> touched = new ArrayList<>();
    private long step;
    private long digest;
    private long znodes;
    private long dataBytes;

    Overlay(StateStore store) {
        this.store = store;
    }

    /** Sets where the running sums stand. */
    void restore(long restoredDigest, long restoredZnodes, long restoredDataBytes) {
        digest = restoredDigest;
        znodes = restoredZnodes;
        dataBytes = restoredDataBytes;
    }

    long digest() {
        return digest;
    }

    long znodes() {
        return znodes;
    }

    long dataBytes() {
        return dataBytes;
    }

    /** Takes the change of something besides the tree into the digest. */
    void addToDigest(long change) {
        digest += change;
    }

    /** Forgets what is published by now. */
    void clear() {
        if (pendings.size() > ROOM_KEPT) {
            pendings = new HashMap<>();
        } else {
            pendings.clear();
        }
    }

    /** The znode at {@code path}, which may be anything: what is no legal path has none. */
    Pending find(String path) {
        Pending pending = pendings.get(path);
        if (pending == null) {
            pending = new Pending(path, ZnodePath.isLegal(path) ? store.znode(path) : Znode.ABSENT);
            pendings.put(path, pending);
        }
        return pending;
    }

    /** The data of a znode that exists. */
    Bytes dataOf(Pending pending) {
        return pending.hasDataInStore() ? store.data(pending.path) : pending.data();
    }

    void create(Pending place, ZnodeStat stat, Acl acl, Bytes data) {
        become(place, new Znode(stat, acl, StateDigest.ofData(data)), data);
    }

    void replace(Pending pending, Znode znode) {
        if (pending.become(znode, step)) {
            touched.add(pending);
        }
    }

    void replace(Pending pending, ZnodeStat stat, Bytes data) {
        become(pending, new Znode(stat, pending.znode().acl(), StateDigest.ofData(data)), data);
    }

    void remove(Pending pending) {
        become(pending, Znode.ABSENT, Bytes.NULL);
    }

    private void become(Pending pending, Znode znode, Bytes data) {
        if (pending.become(znode, data, step)) {
            touched.add(pending);
        }
    }

    void beginStep() {
        step++;
        touched.clear();
    }

    /** Undoes all of the step. */
    void rollBack() {
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).rollBack();
        }
        touched.clear();
    }

    /** Ends the step; what it writes, children before their parents when they go and after them when they come. */
    List<Write> endStep() {
        if (touched.isEmpty()) {
            return List.of();
        }
        if (touched.size() > 2) {
            touched.sort(PARENTS_FIRST);
        }
        List<Write> writes = new ArrayList<>(touched.size());
        for (int i = touched.size() - 1; i >= 0; i--) {
            Pending pending = touched.get(i);
            if (isGone(pending)) {
                writes.add(new Write(Write.Kind.REMOVE, pending.path, pending.before(), Bytes.NULL));
            }
        }
        for (int i = 0; i < touched.size(); i++) {
            Pending pending = touched.get(i);
            if (pending.exists()) {
                boolean isData = pending.hasOtherData();
                writes.add(new Write(
                        isData ? Write.Kind.PUT : Write.Kind.PUT_STAT,
                        pending.path,
                        pending.znode(),
                        isData ? pending.data() : Bytes.NULL));
            }
            sum(pending);
        }
        return writes;
    }

    /** Whether what was there before the step is not there any more, though another may be in its place. */
    private static boolean isGone(Pending pending) {
        if (!pending.before().exists()) {
            return false;
        }
        return !pending.exists()
                || pending.znode().stat().czxid() != pending.before().stat().czxid();
    }

    private void sum(Pending pending) {
        digest += pending.digestChange();
        Znode before = pending.before();
        Znode after = pending.znode();
        if (before.exists()) {
            znodes--;
            dataBytes -= pending.path.length() + (long) before.stat().dataLength();
        }
        if (after.exists()) {
            znodes++;
            dataBytes += pending.path.length() + (long) after.stat().dataLength();
        }
    }

    /** Hands over all that the entry looked at so far. */
    void forEach(Consumer<Pending> taker) {
        pendings.values().forEach(taker);
    }
}
