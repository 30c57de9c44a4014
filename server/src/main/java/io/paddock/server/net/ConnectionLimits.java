package io.paddock.server.net;

/**
 * Bounds of one connection and of all.
 *
 * @param frameBytesMax a request's length ({@code jute.maxbuffer})
 * @param connectionsPerAddressMax {@code maxClientCnxns}; 0 for no bound
 * @param connectionsMax {@code maxCnxns}; 0 for no bound
 * @param queuedMax requests of one connection that wait, before it is read no further
 * @param outstandingMax writes of this server on their way, before no connection is read further
 * @param outboxBytesMax what waits to be sent to one client, before it is cut off
 * @param handshakeMs how long a fresh connection may take to say who it is
 * @param timeoutMsMin least session time-out
 * @param timeoutMsMax largest session time-out
 */
public record ConnectionLimits(
        int frameBytesMax,
        int connectionsPerAddressMax,
        int connectionsMax,
        int queuedMax,
        int outstandingMax,
        int outboxBytesMax,
        int handshakeMs,
        int timeoutMsMin,
        int timeoutMsMax) {

    /** The session time-out that a client gets who wishes {@code wishedMs}. */
    int timeoutMs(int wishedMs) {
        return Math.max(timeoutMsMin, Math.min(timeoutMsMax, wishedMs));
    }
}
