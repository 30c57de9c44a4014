package io.paddock.server.net;

/**
 * What keeps clients from overrunning this server.
 *
 * @param tokens how fast they come
 * @param throttler how many requests are worked on
 * @param largeRequests how many bytes of large ones
 */
public record Traffic(ConnectionTokens tokens, RequestThrottler throttler, LargeRequests largeRequests) {}
