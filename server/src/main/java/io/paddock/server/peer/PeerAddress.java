package io.paddock.server.peer;

/** Where the second port of a server is. */
public record PeerAddress(String host, int port) {}
