package io.paddock.cluster.compare;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.script.Step;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One side of a comparison: servers that somebody else runs, or an ensemble that is started afresh at will. */
public sealed interface Contestant extends AutoCloseable {
    /** Servers of an ensemble give each other up after a few ticks, so theirs may not be as short. */
    int TICK_MS = 500;

    /** The tick of a server that stands alone. */
    int TICK_ALONE_MS = 100;

    /** The shortest session time-out, which is what expiry is waited for. */
    int TIMEOUT_MIN_MS = 300;

    /** What scripts are run against; changes with {@link #renew}. */
    Target target() throws InterruptedException;

    /** Replaces the servers by new, empty ones, if this side is able to. */
    void renew() throws IOException, InterruptedException;

    /** Keeps logs and data of servers of this process's own when they are closed, for a look into a failure. */
    void keepFiles();

    @Override
    void close() throws IOException;

    /** Servers that somebody else runs. */
    static Contestant running(String name, List<InetSocketAddress> servers) {
        return new Running(new Target(name, servers, role -> {
            throw new IllegalStateException("expected servers of this process's own to kill but got " + name);
        }));
    }

    /** Servers of this process's own, set up as comparisons need it, with further arguments for their JVMs. */
    static Contestant fresh(ServerKind kind, int size, List<String> jvmArguments)
            throws IOException, InterruptedException {
        EnsembleSettings settings = settings(kind, size);
        for (String argument : jvmArguments) {
            settings = settings.withJvmArgument(argument);
        }
        return new Fresh(settings);
    }

    /** Ensembles for comparisons: short ticks so that expiry is quick, a super user, and every feature on. */
    static EnsembleSettings settings(ServerKind kind, int size) {
        return EnsembleSettings.of(kind, size)
                .withTickTimeMs(size == 1 ? TICK_ALONE_MS : TICK_MS)
                .withConfig("minSessionTimeout", Integer.toString(TIMEOUT_MIN_MS))
                .withConfig("maxSessionTimeout", "60000")
                .withJvmArgument("-Dzookeeper.DigestAuthenticationProvider.superDigest=" + SuperUser.DIGEST)
                .withJvmArgument("-Dzookeeper.extendedTypesEnabled=true")
                .withJvmArgument("-Dzookeeper.enforceQuota=true")
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
        private static final Duration PATIENCE = Duration.ofSeconds(60);

        private final EnsembleSettings settings;
        private LocalEnsemble ensemble;

        private Fresh(EnsembleSettings settings) throws IOException, InterruptedException {
            this.settings = settings;
            this.ensemble = LocalEnsemble.start(settings);
        }

        /** The leader comes first: so a script's number means servers of equal roles on both sides. */
        @Override
        public Target target() throws InterruptedException {
            List<InetSocketAddress> addresses =
                    byRole().stream().map(ServerProcess::address).toList();
            return new Target(settings.kind().name(), addresses, this::kill);
        }

        private List<ServerProcess> byRole() throws InterruptedException {
            List<ServerProcess> servers = new ArrayList<>(ensemble.servers());
            if (servers.size() > 1) {
                ServerProcess leader = ensemble.awaitLeader(PATIENCE);
                servers.remove(leader);
                servers.add(0, leader);
            }
            return servers;
        }

        private Target kill(Step.Failover.Role role) throws IOException, InterruptedException {
            ServerProcess victim = byRole().get(role == Step.Failover.Role.LEADER ? 0 : 1);
            victim.kill9();
            victim.start();
            ensemble.awaitServing();
            return target();
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
