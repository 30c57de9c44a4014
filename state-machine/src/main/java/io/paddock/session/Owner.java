package io.paddock.session;

/**
 * The connection that speaks for a session.
 *
 * @param server the id of the server it is on, 1 to 254
 * @param connection its number, never used twice by that server, also not after a restart
 */
public record Owner(int server, long connection) {}
