package io.paddock.cluster.bench.special;

import io.paddock.cluster.bench.load.IdleRun;
import io.paddock.cluster.bench.measure.Facts;
import io.paddock.cluster.bench.servers.JvmProbe;
import io.paddock.cluster.bench.servers.OwnServers;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Opens very many sessions on one server and lets them idle. Owned by one thread. */
final class IdleSessions {
    private static final int SESSIONS = 10_000;
    private static final double KIB_PER_MIB = 1024;
    private static final double PERCENT = 100;

    private final SpecialPlan plan;
    private final Facts facts = new Facts();

    IdleSessions(SpecialPlan plan) {
        this.plan = plan;
    }

    Facts run() throws InterruptedException {
        for (int round = 1; round <= plan.rounds(); round++) {
            for (OwnServers side : plan.sides()) {
                try (OwnServers server = side.with(side.setup().withSize(1))) {
                    server.start();
                    run(server);
                }
            }
        }
        return facts;
    }

    private void run(OwnServers server) throws InterruptedException {
        int count = plan.amounts().sessions().orElse(SESSIONS);
        String side = server.name();
        OptionalDouble before = JvmProbe.heapMib(server.process(0));
        facts.add("heap in use before, MB", side, before);
        plan.progress().println(side + ": opening " + count + " sessions");
        long start = System.nanoTime();
        try (IdleRun sessions = IdleRun.open(server, count)) {
            facts.add("opened, sessions/s", side, count * 1e9 / (System.nanoTime() - start));
            sessions.idle(plan.span().settling());
            OptionalDouble after = JvmProbe.heapMib(server.process(0));
            facts.add("heap in use with the sessions, MB", side, after);
            if (before.isPresent() && after.isPresent()) {
                double each = (after.getAsDouble() - before.getAsDouble()) * KIB_PER_MIB / count;
                facts.add("heap for each session, KB", side, each);
            }
            facts.add("memory of the process, MB", side, JvmProbe.memoryMib(server.process(0)));
            idle(server, sessions);
        }
    }

    private void idle(OwnServers server, IdleRun sessions) {
        Optional<Duration> before = server.cpuTime();
        long start = System.nanoTime();
        sessions.idle(plan.span().measured());
        double nanos = System.nanoTime() - start;
        Optional<Duration> after = server.cpuTime();
        if (before.isPresent() && after.isPresent()) {
            double used = after.get().minus(before.get()).toNanos() / nanos * PERCENT;
            facts.add("CPU, % of one core", server.name(), used);
        }
        facts.add("connections lost", server.name(), (double) sessions.errors());
    }
}
