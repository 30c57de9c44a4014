package io.paddock.server.request;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * What makes an entry's effects, events and replies one moment to readers: the apply thread publishes holding it exclusively, readers look up,
 * register their watch and queue their reply holding it shared.
 *
 * <p>No holder touches disk or network or waits for anything else.
 */
public final class PublishLock {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /** Enters as one of several readers. */
    public void lockShared() {
        lock.readLock().lock();
    }

    /** Leaves as a reader. */
    public void unlockShared() {
        lock.readLock().unlock();
    }

    /** Enters as the only one. */
    public void lockExclusive() {
        lock.writeLock().lock();
    }

    /** Leaves as the only one. */
    public void unlockExclusive() {
        lock.writeLock().unlock();
    }
}
