/**
 * Replication: a Raft group that carries opaque entries. Apache Ratis is seen here and nowhere else; {@link
 * io.paddock.server.raft.RaftNode} hides it. It knows nothing of znodes, sessions or clients, and decides nothing about what an entry means.
 */
package io.paddock.server.raft;
