package io.paddock.cluster.workload;

import io.paddock.cluster.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;

/**
 * The official client with a session, and what it was told of the session's state. Any thread.
 *
 * <p>Closing it ends the session; an interrupt while it does is kept for the caller.
 */
public final class OfficialClient implements AutoCloseable {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(60);

    private final List<KeeperState> states = new CopyOnWriteArrayList<>();
    private final ZooKeeper zookeeper;

    private OfficialClient(String connectString, int timeoutMs) throws IOException {
        zookeeper = new ZooKeeper(connectString, timeoutMs, this::heard);
    }

    /** Opens a session and waits until it is there. */
    public static OfficialClient connect(String connectString, int timeoutMs) throws IOException, InterruptedException {
        OfficialClient client = new OfficialClient(connectString, timeoutMs);
        Deadline.in(CONNECT_PATIENCE)
                .await("a session on " + connectString, () -> client.states.contains(KeeperState.SyncConnected));
        return client;
    }

    private void heard(WatchedEvent event) {
        if (event.getType() == EventType.None) {
            states.add(event.getState());
        }
    }

    /** The client itself. */
    public ZooKeeper zookeeper() {
        return zookeeper;
    }

    /** Whether it was told that its session is over. */
    public boolean isExpired() {
        return states.contains(KeeperState.Expired);
    }

    /** How often it was told that it lost its server. */
    public long disconnections() {
        return states.stream().filter(KeeperState.Disconnected::equals).count();
    }

    @Override
    public void close() {
        try {
            zookeeper.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
