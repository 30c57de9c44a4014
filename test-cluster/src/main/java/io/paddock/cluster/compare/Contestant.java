package io.paddock.cluster.compare;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.script.Step;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Received;
import io.paddock.cluster.wire.Requests;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    /** The longest session time-out of a server that stands alone. */
    int TIMEOUT_ALONE_MAX_MS = 60_000;

    /** The longest session time-out in an ensemble, where sessions have to outlive failures. */
    int TIMEOUT_ENSEMBLE_MAX_MS = 600_000;

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
        return new Running(new Target(name, servers, (role, before) -> {
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
                .withConfig(
                        "maxSessionTimeout",
                        Integer.toString(size == 1 ? TIMEOUT_ALONE_MAX_MS : TIMEOUT_ENSEMBLE_MAX_MS))
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
        private static final String CONFIG = "/zookeeper/config";
        private static final Duration PATIENCE = Duration.ofSeconds(60);

        private final EnsembleSettings settings;
        private LocalEnsemble ensemble;

        private Fresh(EnsembleSettings settings) throws IOException, InterruptedException {
            this.settings = settings;
            this.ensemble = start(settings);
        }

        /** An ensemble writes down who its members are when it has a leader: a script begins after that. */
        private static LocalEnsemble start(EnsembleSettings settings) throws IOException, InterruptedException {
            LocalEnsemble ensemble = LocalEnsemble.start(settings);
            if (settings.size() == 1) {
                return ensemble;
            }
            try {
                awaitMembersKnown(ensemble.awaitLeader(PATIENCE));
                return ensemble;
            } catch (IOException | InterruptedException | RuntimeException e) {
                ensemble.keepFiles();
                ensemble.close();
                throw e;
            }
        }

        private static void awaitMembersKnown(ServerProcess leader) throws IOException, InterruptedException {
            Deadline deadline = Deadline.in(PATIENCE);
            try (RawClient client = RawClient.openSession(leader.address(), (int) PATIENCE.toMillis())) {
                deadline.await(leader + " tells the members", () -> tellsMembers(client, deadline));
                client.call(Requests.closeSession(2), deadline);
            }
        }

        private static boolean tellsMembers(RawClient client, Deadline deadline) throws InterruptedException {
            try {
                Received.Reply reply = client.call(Requests.getData(1, CONFIG), deadline);
                return reply.body().text().contains("version=");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The leader comes first: so a script's number means servers of equal roles on both sides. */
        @Override
        public Target target() throws InterruptedException {
            List<ServerProcess> servers = new ArrayList<>(ensemble.servers());
            if (servers.size() > 1) {
                ServerProcess leader = ensemble.awaitLeader(PATIENCE);
                servers.remove(leader);
                servers.add(0, leader);
            }
            List<InetSocketAddress> addresses =
                    servers.stream().map(ServerProcess::address).toList();
            return new Target(settings.kind().name(), addresses, this::kill);
        }

        /** While the server is down the others choose a leader, if it was theirs. */
        private Target kill(Step.Failover.Role role, Target before) throws IOException, InterruptedException {
            if (!target().servers().equals(before.servers())) {
                throw new IllegalStateException("expected the leader to stay the same until a step kills it");
            }
            InetSocketAddress address = before.server(role == Step.Failover.Role.LEADER ? 0 : 1);
            ServerProcess victim = ensemble.servers().stream()
                    .filter(server -> server.address().equals(address))
                    .findFirst()
                    .orElseThrow();
            victim.kill9();
            ensemble.awaitLeader(PATIENCE);
            victim.start();
            ensemble.awaitServing();
            return target();
        }

        @Override
        public void renew() throws IOException, InterruptedException {
            ensemble.close();
            ensemble = start(settings);
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
