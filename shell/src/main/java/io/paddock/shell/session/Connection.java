package io.paddock.shell.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.admin.ZooKeeperAdmin;

/**
 * One session with the servers and its state as the client last told it.
 *
 * <p>Guarded by its lock, which is not held while the listener is called. A connection that expired or was closed stays
 * so: take a new one.
 */
final class Connection implements Watcher {
    /** Where a connection stands. */
    enum Phase {
        CONNECTING,
        CONNECTED,
        LOST,
        EXPIRED,
        AUTHENTICATION_FAILED,
        CLOSED
    }

    /** Hears of each move and each watch event, on the client's event thread. */
    interface Listener {
        void moved(Connection connection, Phase before, Phase now);

        void fired(Connection connection, WatchedEvent event);
    }

    private final Listener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final ZooKeeperAdmin zooKeeper;

    @GuardedBy("lock")
    private Phase phase = Phase.CONNECTING;

    /** Starts to connect, and returns before it is done. Throws for a connect string that makes no sense. */
    Connection(SessionSettings settings, Listener listener) {
        this.listener = listener;
        try {
            this.zooKeeper = new ZooKeeperAdmin(
                    settings.servers(),
                    settings.sessionTimeoutMs(),
                    this,
                    settings.readOnly(),
                    settings.clientConfig());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Credential credential : settings.credentials()) {
            zooKeeper.addAuthInfo(credential.scheme(), credential.secret());
        }
    }

    ZooKeeperAdmin zooKeeper() {
        return zooKeeper;
    }

    Phase phase() {
        lock.lock();
        try {
            return phase;
        } finally {
            lock.unlock();
        }
    }

    /** Waits while the connection is being made, at most this long, and says how it stands then. */
    Phase awaitSettled(long timeoutMs) throws InterruptedException {
        long leftNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        lock.lockInterruptibly();
        try {
            while ((phase == Phase.CONNECTING || phase == Phase.LOST) && leftNanos > 0) {
                leftNanos = moved.awaitNanos(leftNanos);
            }
            return phase;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the session. Never fails: a server that does not answer lets it expire. */
    void close() throws InterruptedException {
        become(Phase.CLOSED);
        zooKeeper.close();
    }

    /** Called by the client's event thread. */
    @Override
    public void process(WatchedEvent event) {
        if (event.getType() != Event.EventType.None) {
            listener.fired(this, event);
            return;
        }
        switch (event.getState()) {
            case SyncConnected, ConnectedReadOnly -> become(Phase.CONNECTED);
            case Disconnected -> become(Phase.LOST);
            case Expired -> become(Phase.EXPIRED);
            case AuthFailed -> become(Phase.AUTHENTICATION_FAILED);
            default -> {
                // SaslAuthenticated is a step on the way; Closed is our own doing.
            }
        }
    }

    private void become(Phase next) {
        Phase before;
        lock.lock();
        try {
            before = phase;
            boolean isFinal = before == Phase.CLOSED || before == Phase.EXPIRED;
            if (isFinal || before == next || (before == Phase.CONNECTING && next == Phase.LOST)) {
                return;
            }
            phase = next;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        listener.moved(this, before, next);
    }
}
