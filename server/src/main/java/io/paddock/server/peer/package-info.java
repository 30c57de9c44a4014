/**
 * What servers tell each other beside Raft, on the second port of server.N: forwarded batches, reports of sessions, snapshots, who is who. Beside
 * {@code net} and {@code wire} the only place that sees Netty. It knows bytes and session numbers, not what a batch holds or what a
 * report means.
 */
package io.paddock.server.peer;
