package io.paddock.cluster.compare;

import io.paddock.cluster.script.Step;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * What a script is run against.
 *
 * @param name how reports call it
 * @param servers the client addresses of a server or of all servers of an ensemble
 * @param crashes what makes one of the servers fail
 */
public record Target(String name, List<InetSocketAddress> servers, Crashes crashes) {
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

    /** Makes a server fail. */
    @FunctionalInterface
    public interface Crashes {
        /**
         * Kills the server and starts it again; returns when all serve.
         *
         * @param before the servers in the order of the script up to then
         * @return the servers from then on
         * @throws IllegalStateException when these servers are not to be killed, or another one leads than the script's first
         */
        Target kill(Step.Failover.Role role, Target before) throws IOException, InterruptedException;
    }
}
