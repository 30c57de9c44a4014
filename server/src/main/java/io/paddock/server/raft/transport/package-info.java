/**
 * Raft's messages between servers: frames over plain or TLS sockets, a thread for each connection. Ratis decides what is sent; this carries it.
 */
package io.paddock.server.raft.transport;
