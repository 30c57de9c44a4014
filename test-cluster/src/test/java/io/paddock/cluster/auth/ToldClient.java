package io.paddock.cluster.auth;

import io.paddock.cluster.time.Deadline;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;

/** The official client with settings of its own, and all that it was told of its session. Any thread. */
public final class ToldClient implements AutoCloseable {
    private final List<KeeperState> states = new CopyOnWriteArrayList<>();
    private final ZooKeeper zookeeper;

    /** Begins to connect; does not wait. */
    public ToldClient(String connectString, int timeoutMs, ZKClientConfig config) throws IOException {
        zookeeper = new ZooKeeper(connectString, timeoutMs, this::heard, config);
    }

    private void heard(WatchedEvent event) {
        states.add(event.getState());
    }

    /** Waits until it was told this, which may be long ago. */
    public ToldClient await(KeeperState state, Deadline deadline) throws InterruptedException {
        deadline.await("the client is told " + state + ", not only " + states, () -> states.contains(state));
        return this;
    }

    /** Whether it was told this so far. */
    public boolean wasTold(KeeperState state) {
        return states.contains(state);
    }

    /** The client itself. */
    public ZooKeeper zookeeper() {
        return zookeeper;
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
