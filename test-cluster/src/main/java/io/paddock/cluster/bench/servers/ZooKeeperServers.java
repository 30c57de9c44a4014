package io.paddock.cluster.bench.servers;

import io.paddock.cluster.bench.measure.BenchFailure;
import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A real ZooKeeper of the version this project is compared with, quiet but else as it comes: fsync on. Ended with this
 * process at the latest.
 */
public final class ZooKeeperServers implements OwnServers {
    private static final String NAME = "zookeeper";

    private final ServerSetup setup;
    private LocalEnsemble ensemble;

    /** Servers that are not started yet. */
    public ZooKeeperServers(ServerSetup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ServerSetup setup() {
        return setup;
    }

    @Override
    public OwnServers with(ServerSetup newSetup) {
        return new ZooKeeperServers(newSetup);
    }

    @Override
    public void prepare() {
        try {
            ensemble = LocalEnsemble.prepare(settings());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EnsembleSettings settings() {
        EnsembleSettings settings = EnsembleSettings.of(ServerKind.ZOOKEEPER, setup.size())
                .withJvmArgument("-Xmx" + setup.heap())
                .withJvmArgument("-Dlog4j2.level=WARN");
        for (Map.Entry<String, String> line : setup.config().entrySet()) {
            settings = settings.withConfig(line.getKey(), line.getValue());
        }
        return settings;
    }

    @Override
    public void start() {
        try {
            ensemble = LocalEnsemble.start(settings());
        } catch (IOException | IllegalStateException e) {
            throw new BenchFailure("ZooKeeper did not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    private LocalEnsemble started() {
        if (ensemble == null) {
            throw new IllegalStateException("expected ZooKeeper to be started");
        }
        return ensemble;
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return started().servers().stream().map(ServerProcess::address).toList();
    }

    @Override
    public void kill(int server) {
        try {
            started().servers().get(server).kill9();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    @Override
    public void stop(int server) {
        try {
            started().servers().get(server).stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    @Override
    public void startAgain(int server) {
        try {
            started().servers().get(server).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ProcessHandle process(int server) {
        long pid = started().servers().get(server).pid();
        return ProcessHandle.of(pid).orElseThrow(() -> new BenchFailure("ZooKeeper's process " + pid + " has ended"));
    }

    @Override
    public Path dataFolder(int server) {
        return started().servers().get(server).dataFolder();
    }

    @Override
    public void close() {
        if (ensemble != null) {
            ensemble.close();
            ensemble = null;
        }
    }
}
