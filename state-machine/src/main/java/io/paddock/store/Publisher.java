package io.paddock.store;

import io.paddock.compact.TextSet;
import io.paddock.session.Session;
import io.paddock.store.ChildSets.ChildSet;
import io.paddock.store.PendingZnode.Prior;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;

/**
 * Puts what is published into the current generation and keeps the sets of children's names exact.
 *
 * <p>Owned by the apply thread, which holds the publish lock exclusively. Memory only: nothing here waits or fails.
 *
 * <p>The records of one transaction may come in any order, a parent before or after its children, so within a transaction a parent's
 * number of children and its set need not agree. What is concluded here from a parent that has no children, as it was published last,
 * holds in every order. A child that is put now was not there: either the parent is still as before the transaction, or it would have
 * this child. And the children that the parent has now were all published since, in this entry, thus are in this generation.
 */
final class Publisher {

    private final Memory memory;
    private final GenerationChain chain;
    private final ChildSets childSets;

    Publisher(Memory memory) {
        this.memory = memory;
        this.chain = memory.chain();
        this.childSets = memory.childSets();
    }

    void put(String path, Znode znode, Bytes data) {
        Generation generation = chain.open();
        noteOwnChildren(generation, path, znode);
        PendingZnode pending = generation.find(path);
        boolean isNew = pending == PendingZnode.NONE;
        if (isNew) {
            pending = addWithPrior(generation, path);
        }
        boolean wasThere = isNew ? pending.prior() == Prior.EXISTED : pending.exists();
        generation.set(pending, znode, data);
        if (!wasThere && !ZnodeNames.isRoot(path)) {
            noteCreated(generation, pending);
        }
    }

    void put(String path, Znode znode) {
        Generation generation = chain.open();
        noteOwnChildren(generation, path, znode);
        PendingZnode pending = generation.find(path);
        if (pending == PendingZnode.NONE) {
            pending = generation.add(path, Prior.EXISTED, znode);
        }
        pending.set(znode);
    }

    void remove(String path, Znode last) {
        Generation generation = chain.open();
        PendingZnode pending = generation.find(path);
        if (pending == PendingZnode.NONE) {
            pending = generation.add(path, Prior.EXISTED, last);
        }
        String parent = ZnodeNames.parent(path);
        generation.remove(parent, pending);
        childSets.forget(path);
        childSets.removed(parent, pending.name());
    }

    void putSession(long id, Session session) {
        chain.open().putSession(id, session);
    }

    void putOrigin(int server, Origin origin) {
        chain.open().putOrigin(server, origin);
    }

    private PendingZnode addWithPrior(Generation generation, String path) {
        Znode before = memory.znode(chain.live(), path);
        if (!CachedZnode.isKnown(before)) {
            return generation.add(path, Prior.UNKNOWN, Znode.ABSENT);
        }
        return generation.add(path, before.exists() ? Prior.EXISTED : Prior.ABSENT, before);
    }

    private void noteCreated(Generation generation, PendingZnode child) {
        String parent = ZnodeNames.parent(child.path());
        generation.noteChild(parent, child);
        if (!childSets.created(parent, child.name())) {
            installIfWasEmpty(generation, parent);
        }
    }

    /** A znode is about to be published with children: if it had none before, its set begins here. */
    private void noteOwnChildren(Generation generation, String path, Znode znode) {
        if (znode.stat().numChildren() > 0 && !childSets.holds(path)) {
            installIfWasEmpty(generation, path);
        }
    }

    private void installIfWasEmpty(Generation generation, String parent) {
        if (Memory.hasNoChildren(memory.znode(chain.live(), parent))) {
            TextSet names = new TextSet();
            generation.applyChildChanges(parent, names);
            childSets.install(parent, new ChildSet(names));
        }
    }
}
