package io.paddock.server.peer;

import io.paddock.server.raft.PeerTls;
import java.util.Map;
import java.util.Optional;

/**
 * How a server speaks with the others.
 *
 * @param serverId its own id
 * @param cluster the name of its ensemble
 * @param bindHost where to listen, empty for all addresses
 * @param port where to listen, 0 for nowhere: there is nobody else
 * @param others where the others are, by id, as configured
 * @param reconfigurable whether clients may change the members: then the replicated addresses count, else those configured
 * @param frameBytesMax the longest message
 * @param silenceMs a connection on which nothing came for so long is given up
 * @param patienceMs how long a new server waits for the rest once a majority of the ensemble has answered
 * @param tls mutual TLS, if any
 */
public record PeerSettings(
        int serverId,
        String cluster,
        String bindHost,
        int port,
        Map<Integer, PeerAddress> others,
        boolean reconfigurable,
        int frameBytesMax,
        long silenceMs,
        long patienceMs,
        Optional<PeerTls> tls) {

    /** The longest message when nothing else is wanted. */
    public static final int FRAME_BYTES_MAX = 64 << 20;

    public PeerSettings {
        others = Map.copyOf(others);
        if (others.containsKey(serverId)) {
            throw new IllegalArgumentException("server " + serverId + " is one of the others");
        }
        if (silenceMs < 3) {
            throw new IllegalArgumentException("silence of " + silenceMs + " ms");
        }
    }
}
