package io.paddock.server.raft;

/** What a server is in its group at the moment. */
public enum RaftRole {
    LEADER,
    FOLLOWER,
    CANDIDATE,
    OBSERVER
}
