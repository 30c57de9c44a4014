package io.paddock.server.admin;

/** The part a server plays at the moment, in the words of the {@code Mode:} line. */
public enum ServerMode {
    /** There is no ensemble. */
    STANDALONE("standalone", ""),
    /** Leads the ensemble. */
    LEADER("leader", "leading - broadcast"),
    /** Votes and follows. */
    FOLLOWER("follower", "following - broadcast"),
    /** Follows without a vote. */
    OBSERVER("observer", "observing - broadcast"),
    /** Has lost the ensemble and serves what it has to those who ask for that. */
    READ_ONLY("read-only", "looking");

    private final String text;
    private final String peerState;

    ServerMode(String text, String peerState) {
        this.text = text;
        this.peerState = peerState;
    }

    /** The word after {@code Mode: }. */
    public String text() {
        return text;
    }

    /** The value of {@code zk_peer_state}; empty for a standalone server, which has no peers. */
    String peerState() {
        return peerState;
    }
}
