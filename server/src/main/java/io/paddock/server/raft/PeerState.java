package io.paddock.server.raft;

/**
 * What the leader knows of another server.
 *
 * @param id which
 * @param observer whether it has no vote
 * @param matchIndex the last entry that it certainly has
 * @param silentMs since it answered last
 */
public record PeerState(int id, boolean observer, long matchIndex, long silentMs) {}
