package io.paddock.server.raft;

/**
 * A server of the ensemble, as the replicated configuration holds it.
 *
 * @param id N of server.N
 * @param host where the others reach it
 * @param raftPort the first port of server.N, or {@link #NO_PORT}
 * @param peerPort the second port of server.N, or {@link #NO_PORT}
 * @param observer whether it follows without a vote
 * @param clientAddress host:port for clients, empty when not told
 */
public record RaftMember(int id, String host, int raftPort, int peerPort, boolean observer, String clientAddress) {

    /** Nobody reaches the server there, and it does not listen: it stands alone. */
    public static final int NO_PORT = 0;

    public RaftMember {
        if (id < 1 || id > 255) {
            throw new IllegalArgumentException("expected a server id from 1 to 255 but got " + id);
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("server " + id + " has no host");
        }
        checkPort(id, raftPort);
        checkPort(id, peerPort);
    }

    private static void checkPort(int id, int port) {
        if (port < NO_PORT || port > 65535) {
            throw new IllegalArgumentException("server " + id + " has the port " + port);
        }
    }

    /** Whether {@code other} is reached at the same addresses. */
    public boolean isAtSameAddressesAs(RaftMember other) {
        return host.equals(other.host) && raftPort == other.raftPort && peerPort == other.peerPort;
    }
}
