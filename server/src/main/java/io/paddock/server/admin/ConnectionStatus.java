package io.paddock.server.admin;

import java.net.InetSocketAddress;

/**
 * One client connection.
 *
 * @param remoteAddress the client's end
 * @param interestOps 1 while it is read from, plus 4 while something waits to be written; 0 for one that asks a
 *     four-letter word
 * @param queued requests taken and not answered yet
 * @param sessionId its session; 0 for none
 * @param sessionTimeoutMs the session's time-out
 * @param establishedMs when it connected, in wall-clock milliseconds
 * @param expiresAtMs when it is closed if nothing is heard, in wall-clock milliseconds
 * @param figures what it did
 */
public record ConnectionStatus(
        InetSocketAddress remoteAddress,
        int interestOps,
        long queued,
        long sessionId,
        int sessionTimeoutMs,
        long establishedMs,
        long expiresAtMs,
        ConnectionStatistics.Figures figures) {}
