package io.paddock.server.raft.transport;

import java.io.Closeable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.protocol.RaftPeerId;

/**
 * The servers that send their log to this one, each with its newest connection: a leader, mostly. Any thread.
 *
 * <p>A sender opens another connection only when it has given the last one up, so an older one says nothing.
 */
final class Senders {

    private final Map<RaftPeerId, Closeable> newest = new ConcurrentHashMap<>();

    /** The connection is {@code sender}'s. */
    void sentBy(RaftPeerId sender, Closeable connection) {
        newest.put(sender, connection);
    }

    /** The connection has ended; whose newest it was, if it was anybody's. */
    Optional<RaftPeerId> ended(Closeable connection) {
        return newest.entrySet().stream()
                .filter(entry -> entry.getValue() == connection)
                .map(Map.Entry::getKey)
                .findFirst()
                .filter(sender -> newest.remove(sender, connection));
    }

    boolean isConnected(RaftPeerId sender) {
        return newest.containsKey(sender);
    }
}
