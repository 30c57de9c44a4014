package io.paddock.server.config;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A host and a port as written in the configuration; no name is resolved here.
 *
 * @param host a name or an address, IPv6 without brackets; {@link #ANY_HOST} for all addresses of the machine
 * @param port 0 to 65535; 0 asks the system for a free port
 */
public record HostPort(String host, int port) {
    /** The host that stands for all addresses of this machine. */
    public static final String ANY_HOST = "0.0.0.0";

    /** No address: the service is not offered. */
    public static final HostPort NONE = new HostPort("", 0);

    static final int PORT_MAX = 65535;

    /** Checks the port's range. */
    public HostPort {
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and " + PORT_MAX);
        }
    }

    /** Whether this stands for no address at all. */
    public boolean isNone() {
        return host.isEmpty();
    }

    /** Whether this stands for all addresses of the machine. */
    public boolean isAnyHost() {
        return host.equals(ANY_HOST) || host.equals("::") || host.equals("0:0:0:0:0:0:0:0");
    }

    /**
     * The address to listen on or to connect to. All addresses, IPv6 included, when {@link #isAnyHost()}.
     *
     * <p>Blocks: a name is looked up in DNS. The answer is unresolved when there is none.
     */
    public InetSocketAddress resolve() {
        return isAnyHost() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    /** As written in a connection string: {@code host:port}, IPv6 in brackets. */
    @Override
    public String toString() {
        if (isNone()) {
            return "none";
        }
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }

    /**
     * Splits {@code host:port:...} at its colons; a host in brackets may hold colons itself.
     *
     * @throws IllegalArgumentException if a bracket is not closed or nothing but a colon follows it
     */
    static List<String> split(String text) {
        if (!text.startsWith("[")) {
            return List.of(text.split(":", -1));
        }
        int close = text.indexOf(']');
        if (close < 0) {
            throw new IllegalArgumentException("'" + text + "' starts with '[' but has no matching ']'");
        }
        String host = text.substring(1, close);
        String rest = text.substring(close + 1);
        if (rest.isEmpty()) {
            return List.of(host);
        }
        if (!rest.startsWith(":")) {
            throw new IllegalArgumentException("'" + text + "' has no ':' after ']'");
        }
        List<String> parts = new ArrayList<>();
        parts.add(host);
        parts.addAll(List.of(rest.substring(1).split(":", -1)));
        return List.copyOf(parts);
    }

    /**
     * Reads {@code host:port}, IPv6 in brackets.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static HostPort parse(String text) {
        List<String> parts = split(text);
        if (parts.size() != 2 || parts.get(0).isBlank()) {
            throw new IllegalArgumentException("expected host:port but got " + text);
        }
        return new HostPort(parts.get(0), port(parts.get(1)));
    }

    /**
     * Reads a port.
     *
     * @throws IllegalArgumentException if it is no number between 0 and 65535
     */
    static int port(String text) {
        try {
            int port = Integer.parseInt(text.trim());
            if (port >= 0 && port <= PORT_MAX) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a port (a number from 0 to 65535)", e);
        }
        throw new IllegalArgumentException("'" + text + "' is not a port (a number from 0 to 65535)");
    }
}
