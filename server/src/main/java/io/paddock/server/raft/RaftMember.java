package io.paddock.server.raft;

/**
 * A server of the ensemble, as the replicated configuration holds it.
 *
 * @param id N of server.N
 * @param host where the others reach it
 * @param raftPort the first port of server.N, or {@link #NO_PORT} as the second
 * @param peerPort the second port of server.N, or {@link #NO_PORT} as the first
 * @param observer whether it follows without a vote
 * @param clientAddress host:port for clients, empty when not told
 */
public record RaftMember(int id, String host, int raftPort, int peerPort, boolean observer, String clientAddress) {

    /** Both ports of a server that stands alone: nobody reaches it there, and it does not listen. */
    public static final int NO_PORT = 0;

    public RaftMember {
        if (id < 1 || id > 255) {
            throw new IllegalArgumentException("expected a server id from 1 to 255 but got " + id);
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("server " + id + " has no host");
        }
        if (raftPort != NO_PORT || peerPort != NO_PORT) {
            checkPort(id, raftPort);
            checkPort(id, peerPort);
        }
    }

    private static void checkPort(int id, int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("server " + id + " has the port " + port);
        }
    }

    /** Whether {@code other} is reached at the same addresses. */
    public boolean isAtSameAddressesAs(RaftMember other) {
        return host.equals(other.host) && raftPort == other.raftPort && peerPort == other.peerPort;
    }
}
