package io.paddock.cluster.bench.servers;

import io.paddock.cluster.admin.FourLetterWords;
import io.paddock.cluster.bench.measure.BenchFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Servers that somebody else runs; any that speak ZooKeeper's client protocol. Immutable. */
public final class RunningServers implements Contender {
    private static final int CONNECT_TIMEOUT_MS = 5_000;

    private final String name;
    private final List<InetSocketAddress> addresses;

    /** The servers at these addresses. */
    public RunningServers(String name, List<InetSocketAddress> addresses) {
        this.name = name;
        this.addresses = List.copyOf(addresses);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        for (InetSocketAddress address : addresses) {
            if (address.isUnresolved()) {
                throw new BenchFailure("the host " + address.getHostString() + " is not known");
            }
            try (Socket socket = new Socket()) {
                socket.connect(address, CONNECT_TIMEOUT_MS);
            } catch (IOException e) {
                throw new BenchFailure(
                        "no server at " + address.getHostString() + ":" + address.getPort() + ": " + e.getMessage(), e);
            }
        }
    }

    /** What they say their version is, if they say it. */
    public Optional<String> version() {
        try {
            return Optional.ofNullable(
                    new FourLetterWords(addresses.get(0)).monitor().get("zk_version"));
        } catch (IOException notAllowed) {
            return Optional.empty();
        }
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return addresses;
    }

    @Override
    public Optional<Duration> cpuTime() {
        return Optional.empty();
    }

    @Override
    public boolean isOwn() {
        return false;
    }

    @Override
    public void close() {
        // They are not ours to stop.
    }
}
