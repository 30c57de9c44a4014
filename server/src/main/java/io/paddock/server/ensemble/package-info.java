/**
 * Changes of the ensemble's members: what a client's reconfig asks for, how the leader gets there with Raft, and the mirror of Raft's members in
 * {@code /zookeeper/config}. It knows nothing of sockets and of Ratis.
 */
package io.paddock.server.ensemble;
