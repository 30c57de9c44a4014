package io.paddock.cluster.compare;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * What a script is run against.
 *
 * @param name how reports call it
 * @param servers the client addresses of a server or of all servers of an ensemble
 */
public record Target(String name, List<InetSocketAddress> servers) {
    /** Copies. */
    public Target {
        servers = List.copyOf(servers);
    }

    /** The server that a script's number means. */
    InetSocketAddress server(int number) {
        return servers.get(Math.floorMod(number, servers.size()));
    }

    /** Whether a change made through one server may reach another one later. */
    boolean isEnsemble() {
        return servers.size() > 1;
    }
}
