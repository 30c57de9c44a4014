package io.paddock.server.config;

import java.util.List;

/**
 * One server of an ensemble, as a {@code server.N} line tells it.
 *
 * @param id the N of {@code server.N}
 * @param raftAddress host and first port: Raft
 * @param peerAddress host and second port: what servers tell each other besides Raft
 * @param role whether it votes
 * @param clientAddress where clients find it, or {@link HostPort#NONE} if the line does not say
 */
public record EnsembleMember(int id, HostPort raftAddress, HostPort peerAddress, Role role, HostPort clientAddress) {
    /** The lowest id of a server: 0 stands for no server. */
    public static final int ID_MIN = 1;
    /** The highest id of a server: it is the highest byte of each session's id, which is never all ones. */
    public static final int ID_MAX = 254;

    private static final String FORM = "expected host:port:port, host:port:port:role, or either with ;port or"
            + " ;host:port after it, where role is participant or observer";

    /** Checks the id's range. */
    public EnsembleMember {
        if (id < ID_MIN || id > ID_MAX) {
            throw new IllegalArgumentException("server id " + id + " is not between " + ID_MIN + " and " + ID_MAX);
        }
    }

    /**
     * Reads the right-hand side of a {@code server.N} line, as it stands in a configuration file or in a request to
     * change the ensemble.
     *
     * @throws IllegalArgumentException saying what is wrong, if it does not have ZooKeeper's form
     */
    public static EnsembleMember parse(int id, String text) {
        String[] halves = text.trim().split(";", -1);
        if (halves[0].contains("|")) {
            throw new IllegalArgumentException("several addresses for one server are not supported");
        }
        List<String> parts = HostPort.split(halves[0]);
        if (halves.length > 2
                || parts.size() < 3
                || parts.size() > 4
                || parts.get(0).isBlank()) {
            throw new IllegalArgumentException(FORM);
        }
        String host = parts.get(0).trim();
        HostPort raft = new HostPort(host, HostPort.port(parts.get(1)));
        HostPort peer = new HostPort(host, HostPort.port(parts.get(2)));
        if (raft.port() == peer.port()) {
            throw new IllegalArgumentException("the two ports of a server must differ");
        }
        Role role = parts.size() < 4
                ? Role.PARTICIPANT
                : Role.named(parts.get(3)).orElseThrow(() -> new IllegalArgumentException(FORM));
        return new EnsembleMember(id, raft, peer, role, halves.length < 2 ? HostPort.NONE : client(halves[1]));
    }

    private static HostPort client(String text) {
        List<String> parts = HostPort.split(text.trim());
        if (parts.size() > 2 || parts.get(0).isBlank()) {
            throw new IllegalArgumentException(FORM);
        }
        String host = parts.size() == 2 ? parts.get(0).trim() : HostPort.ANY_HOST;
        return new HostPort(host, HostPort.port(parts.get(parts.size() - 1)));
    }

    /** The right-hand side of the {@code server.N} line, as ZooKeeper writes it back. */
    public String text() {
        String server = raftAddress + ":" + peerAddress.port() + ":" + role.text();
        return clientAddress.isNone() ? server : server + ";" + clientAddress;
    }
}
