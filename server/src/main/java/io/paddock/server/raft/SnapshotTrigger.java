package io.paddock.server.raft;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;

/**
 * The snapshot thread: makes a checkpoint when there is enough log for one, while the apply thread goes on, and only then has Ratis take
 * note of it.
 */
final class SnapshotTrigger {

    /** Makes one snapshot. */
    interface Work {
        void makeSnapshot() throws IOException, InterruptedException;
    }

    private final Work work;
    private final FatalHandler fatal;
    private final Thread thread;
    private final Object monitor = new Object();

    @GuardedBy("monitor")
    private boolean due;

    @GuardedBy("monitor")
    private boolean closed;

    SnapshotTrigger(Work work, FatalHandler fatal) {
        this.work = work;
        this.fatal = fatal;
        this.thread = new Thread(this::run, "raft-snapshots");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** There is enough log. Any thread. */
    void due() {
        synchronized (monitor) {
            due = true;
            monitor.notifyAll();
        }
    }

    private void run() {
        try {
            while (awaitDue()) {
                work.makeSnapshot();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (!isClosed()) {
                fatal.halt("the snapshot thread was interrupted", e);
            }
        } catch (Throwable t) {
            fatal.halt("could not make a snapshot", t);
        }
    }

    private boolean awaitDue() throws InterruptedException {
        synchronized (monitor) {
            while (!due && !closed) {
                monitor.wait();
            }
            due = false;
            return !closed;
        }
    }

    private boolean isClosed() {
        synchronized (monitor) {
            return closed;
        }
    }

    /** Waits for a snapshot in the making, so that the state can be closed afterwards. */
    void stop() {
        synchronized (monitor) {
            closed = true;
            monitor.notifyAll();
        }
        RaftNode.join(thread);
    }
}
