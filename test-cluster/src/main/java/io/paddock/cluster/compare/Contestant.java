package io.paddock.cluster.compare;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** One side of a comparison: servers that somebody else runs, or an ensemble that is started afresh at will. */
public sealed interface Contestant extends AutoCloseable {
    /** What scripts are run against; changes with {@link #renew}. */
    Target target();

    /** Replaces the servers by new, empty ones, if this side is able to. */
    void renew() throws IOException, InterruptedException;

    /** Keeps logs and data of servers of this process's own when they are closed, for a look into a failure. */
    void keepFiles();

    @Override
    void close() throws IOException;

    /** Servers that somebody else runs. */
    static Contestant running(String name, List<InetSocketAddress> servers) {
        return new Running(new Target(name, servers));
    }

    /** An ensemble of this process's own, set up as comparisons need it. */
    static Contestant fresh(ServerKind kind, int size) throws IOException, InterruptedException {
        return new Fresh(settings(kind, size));
    }

    /** Ensembles for comparisons: short ticks so that expiry is quick, a super user, and every feature on. */
    static EnsembleSettings settings(ServerKind kind, int size) {
        return EnsembleSettings.of(kind, size)
                .withTickTimeMs(500)
                .withConfig("maxSessionTimeout", "60000")
                .withJvmArgument("-Dzookeeper.DigestAuthenticationProvider.superDigest=" + SuperUser.DIGEST)
                .withJvmArgument("-Dzookeeper.extendedTypesEnabled=true")
                .withJvmArgument("-Dznode.container.checkIntervalMs=86400000")
                .withJvmArgument("-Dzookeeper.forceSync=no");
    }

    /** Servers that somebody else runs. */
    final class Running implements Contestant {
        private final Target target;

        private Running(Target target) {
            this.target = target;
        }

        @Override
        public Target target() {
            return target;
        }

        @Override
        public void renew() {
            // They are not ours to restart; what earlier scripts left behind stays.
        }

        @Override
        public void keepFiles() {
            // Their files are where their owner put them.
        }

        @Override
        public void close() {
            // They are not ours to stop.
        }
    }

    /** An ensemble of this process's own. */
    final class Fresh implements Contestant {
        private final EnsembleSettings settings;
        private LocalEnsemble ensemble;

        private Fresh(EnsembleSettings settings) throws IOException, InterruptedException {
            this.settings = settings;
            this.ensemble = LocalEnsemble.start(settings);
        }

        @Override
        public Target target() {
            return new Target(
                    settings.kind().name(),
                    ensemble.servers().stream().map(ServerProcess::address).toList());
        }

        @Override
        public void renew() throws IOException, InterruptedException {
            ensemble.close();
            ensemble = LocalEnsemble.start(settings);
        }

        @Override
        public void keepFiles() {
            ensemble.keepFiles();
        }

        @Override
        public void close() throws IOException {
            ensemble.close();
        }
    }
}
