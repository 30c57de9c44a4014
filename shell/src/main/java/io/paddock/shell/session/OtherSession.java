package io.paddock.shell.session;

import io.paddock.shell.outcome.ShellFailure;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.ZooKeeper;

/**
 * A second session, for a command that talks to other servers, or that must know when its own session is gone.
 *
 * <p>Used by the thread that runs commands; the client's event thread calls back. It is never re-made: once lost it
 * stays lost.
 */
public final class OtherSession implements AutoCloseable {
    private final SessionSettings settings;
    private final Connection connection;
    private volatile long lostAtNanos;

    OtherSession(SessionSettings settings) {
        this.settings = settings;
        this.connection = new Connection(settings, new Events());
    }

    /** The client, connected. Waits up to the set time, then fails and says why there is no connection. */
    public ZooKeeper zooKeeper() throws InterruptedException {
        Connection.Phase phase = connection.awaitSettled(settings.connectTimeoutMs());
        if (phase != Connection.Phase.CONNECTED) {
            throw ShellFailure.noConnection(
                    "No connection to " + settings.servers() + ": " + ConnectionDiagnosis.of(settings.servers()));
        }
        return connection.zooKeeper();
    }

    /**
     * Whether the session can no longer be counted on: it is over, or there was no word from a server for so long that it
     * may be. The client notices silence after two thirds of the time-out, so a third is left from then.
     */
    public boolean isLost() {
        return switch (connection.phase()) {
            case CONNECTING, CONNECTED -> false;
            case LOST -> {
                long silentMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lostAtNanos);
                yield silentMs >= connection.zooKeeper().getSessionTimeout() / 3;
            }
            case EXPIRED, AUTHENTICATION_FAILED, CLOSED -> true;
        };
    }

    /** Ends the session; its ephemeral znodes go. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            // The servers let the session expire.
            Thread.currentThread().interrupt();
        }
    }

    private final class Events implements Connection.Listener {
        @Override
        public void moved(Connection moved, Connection.Phase before, Connection.Phase now) {
            if (now == Connection.Phase.LOST) {
                lostAtNanos = System.nanoTime();
            }
        }

        @Override
        public void fired(Connection fired, WatchedEvent event) {
            // Commands set watches with watchers of their own.
        }
    }
}
