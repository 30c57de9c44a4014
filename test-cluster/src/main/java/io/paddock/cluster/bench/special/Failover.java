package io.paddock.cluster.bench.special;

import io.paddock.cluster.bench.load.Keyspace;
import io.paddock.cluster.bench.load.LoadRun;
import io.paddock.cluster.bench.load.Row;
import io.paddock.cluster.bench.load.Span;
import io.paddock.cluster.bench.measure.Facts;
import io.paddock.cluster.bench.measure.Figures;
import io.paddock.cluster.bench.measure.Metric;
import io.paddock.cluster.bench.servers.OwnServers;
import java.time.Duration;

/**
 * Kills the leader while clients of all servers write one at a time, and starts it again for the next round. Owned by one
 * thread.
 */
final class Failover {
    private static final int SERVERS_MIN = 3;
    private static final int SESSIONS = 30;
    private static final int KEYS = 10;
    private static final Span BEFORE = new Span(Duration.ofSeconds(1), Duration.ofSeconds(2));
    private static final Duration AFTER = Duration.ofSeconds(8);

    private final SpecialPlan plan;
    private final Facts facts = new Facts();

    Failover(SpecialPlan plan) {
        this.plan = plan;
    }

    Facts run() {
        for (OwnServers side : plan.sides()) {
            int size = Math.max(SERVERS_MIN, side.setup().size());
            try (OwnServers servers = side.with(side.setup().withSize(size))) {
                servers.start();
                for (int round = 1; round <= plan.rounds(); round++) {
                    killOnce(servers, round);
                }
            }
        }
        return facts;
    }

    private void killOnce(OwnServers servers, int round) {
        Keyspace keyspace = new Keyspace(KEYS, plan.amounts().valueBytes(), false);
        int sessions = plan.amounts().sessions().orElse(SESSIONS);
        int leader = servers.awaitLeader();
        try (LoadRun load =
                LoadRun.prepare(servers, Row.W1.spec(sessions, keyspace), "/paddock-bench-failover-" + round)) {
            Figures figures = load.measureGap(BEFORE, () -> servers.kill(leader), AFTER);
            double gap = figures.value(Metric.GAP_MS).orElseThrow();
            facts.add("longest span without a write answered, ms", servers.name(), gap);
            facts.add(
                    "requests and connections lost",
                    servers.name(),
                    figures.value(Metric.ERRORS).orElse(0));
            plan.progress().printf("%s: leader %d killed, %.0f ms without writes%n", servers.name(), leader + 1, gap);
        } finally {
            servers.startAgain(leader);
            servers.awaitServing();
        }
    }
}
