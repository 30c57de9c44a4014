package io.paddock.cluster.bench.special;

import io.paddock.cluster.bench.load.BulkRun;
import io.paddock.cluster.bench.load.Keyspace;
import io.paddock.cluster.bench.load.LoadRun;
import io.paddock.cluster.bench.load.Row;
import io.paddock.cluster.bench.load.RowRunner;
import io.paddock.cluster.bench.measure.Facts;
import io.paddock.cluster.bench.measure.Figures;
import io.paddock.cluster.bench.measure.Metric;
import io.paddock.cluster.bench.servers.OwnServers;
import io.paddock.cluster.bench.servers.ServerSetup;
import io.paddock.cluster.bench.servers.ZooKeeperServers;

/**
 * The same writes to a server with snapshots every few seconds and to one without any; what the snapshots cost is the
 * difference. Owned by one thread.
 */
final class SnapshotStall {
    private static final int ZNODES = 200_000;
    private static final int VALUE_BYTES = 100;
    private static final int SESSIONS = 30;
    private static final int KEYS = 100;

    private final SpecialPlan plan;
    private final Facts facts = new Facts();

    SnapshotStall(SpecialPlan plan) {
        this.plan = plan;
    }

    Facts run() {
        for (int round = 1; round <= plan.rounds(); round++) {
            for (OwnServers side : plan.sides()) {
                run(side, "without snapshots", settings(side, false));
                run(side, "with snapshots", settings(side, true));
            }
        }
        return facts;
    }

    private static ServerSetup settings(OwnServers side, boolean isFrequent) {
        ServerSetup one = side.setup().withSize(1);
        // A transaction of these writes is some 200 bytes: both make a snapshot after about as many of them.
        return side instanceof ZooKeeperServers
                ? one.with("snapCount", isFrequent ? "80000" : "2000000000")
                : one.with("paddock.snapshotLogBytes", isFrequent ? "16M" : "1000G");
    }

    private void run(OwnServers side, String how, ServerSetup setup) {
        try (OwnServers server = side.with(setup)) {
            server.start();
            int sessions = plan.amounts().sessions().orElse(SESSIONS);
            int bytes = plan.amounts().valueBytes();
            new BulkRun(
                            server,
                            "/paddock-bench-ballast",
                            plan.amounts().znodes().orElse(ZNODES),
                            VALUE_BYTES)
                    .load();
            new RowRunner(server, "/paddock-bench-snapshot", plan.span(), 1).warm(plan.warmup(), sessions, bytes);
            try (LoadRun load = LoadRun.prepare(
                    server, Row.W16.spec(sessions, new Keyspace(KEYS, bytes, false)), "/paddock-bench-snapshot")) {
                Figures figures = load.measure(plan.span());
                note(server.name(), how, figures);
            }
        }
    }

    private void note(String side, String how, Figures figures) {
        facts.add("writes/s " + how, side, figures.value(Metric.OPERATIONS));
        facts.add("p50 us " + how, side, figures.value(Metric.WRITE_P50));
        facts.add("p99 us " + how, side, figures.value(Metric.WRITE_P99));
        facts.add("p99.9 us " + how, side, figures.value(Metric.WRITE_P999));
        facts.add("errors " + how, side, figures.value(Metric.ERRORS));
        plan.progress()
                .printf(
                        "%s %s: p99.9 %.0f us%n",
                        side, how, figures.value(Metric.WRITE_P999).orElse(0));
    }
}
