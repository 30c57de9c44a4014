package io.paddock.server;

import io.paddock.server.net.ClientConnection;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** All connections of clients to this server, counted by address. Any thread. */
final class ConnectionTable {

    private final int perAddressMax;
    private final int max;
    private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

    /**
     * An empty table.
     *
     * @param perAddressMax connections of one address, 0 for no bound
     * @param max connections, 0 for no bound
     */
    ConnectionTable(int perAddressMax, int max) {
        this.perAddressMax = perAddressMax;
        this.max = max;
    }

    /** Adds a connection unless that were one too many. */
    boolean add(ClientConnection connection) {
        if (count.incrementAndGet() > max && max > 0) {
            count.decrementAndGet();
            return false;
        }
        boolean[] isAdmitted = new boolean[1];
        byAddress.compute(connection.address(), (address, known) -> {
            int before = known == null ? 0 : known;
            isAdmitted[0] = perAddressMax == 0 || before < perAddressMax;
            if (isAdmitted[0]) {
                connections.add(connection);
                return before + 1;
            }
            return known;
        });
        if (!isAdmitted[0]) {
            count.decrementAndGet();
        }
        return isAdmitted[0];
    }

    /** Removes a connection, if it was added. */
    void remove(ClientConnection connection) {
        if (connections.remove(connection)) {
            count.decrementAndGet();
            byAddress.computeIfPresent(connection.address(), (address, known) -> known == 1 ? null : known - 1);
        }
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return count.get() == 0;
    }

    /** All of them, as they are while one looks. */
    Collection<ClientConnection> all() {
        return connections;
    }

    /** Ends those that were not heard from for as long as their session lives: nobody else looks after the sessions of a server that is cut off. */
    void closeSilent() {
        long now = System.nanoTime();
        for (ClientConnection connection : connections) {
            long silentMs =
                    TimeUnit.NANOSECONDS.toMillis(now - connection.pipeline().lastHeardNanos());
            if (connection.pipeline().timeoutMs() > 0
                    && silentMs > connection.pipeline().timeoutMs()) {
                connection.closeAfterFlush("nothing was heard of it for " + silentMs + " ms");
            }
        }
    }

    /** Ends all of them. */
    void closeAll(String reason) {
        connections.forEach(connection -> connection.closeAfterFlush(reason));
    }
}
