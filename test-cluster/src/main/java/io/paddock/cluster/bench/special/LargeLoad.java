package io.paddock.cluster.bench.special;

import io.paddock.cluster.bench.load.BulkRun;
import io.paddock.cluster.bench.measure.Facts;
import io.paddock.cluster.bench.servers.JvmProbe;
import io.paddock.cluster.bench.servers.OwnServers;
import java.time.Duration;

/** Loads very many znodes into one server, stops it, starts it again, reads all back. Owned by one thread. */
final class LargeLoad {
    private static final int ZNODES = 1_000_000;
    private static final int VALUE_BYTES = 100;
    private static final double MILLIS_PER_SECOND = 1000;

    private final SpecialPlan plan;
    private final Facts facts = new Facts();

    LargeLoad(SpecialPlan plan) {
        this.plan = plan;
    }

    Facts run() throws InterruptedException {
        for (int round = 1; round <= plan.rounds(); round++) {
            for (OwnServers side : plan.sides()) {
                try (OwnServers server = side.with(side.setup().withSize(1))) {
                    run(server);
                }
            }
        }
        return facts;
    }

    private void run(OwnServers server) throws InterruptedException {
        int znodes = plan.amounts().znodes().orElse(ZNODES);
        String side = server.name();
        server.start();
        BulkRun bulk = new BulkRun(server, "/paddock-bench-load", znodes, VALUE_BYTES);
        plan.progress().println(side + ": loading " + znodes + " znodes");
        facts.add("loaded, znodes/s", side, perSecond(znodes, bulk.load()));
        facts.add("heap in use after the load, MB", side, JvmProbe.heapMib(server.process(0)));
        facts.add("memory of the process, MB", side, JvmProbe.memoryMib(server.process(0)));
        facts.add("read back, znodes/s", side, perSecond(znodes, bulk.readBack()));
        server.stop(0);
        facts.add("size on disk, MB", side, JvmProbe.filesMib(server.dataFolder(0)));
        plan.progress().println(side + ": starting again");
        ServingWatch watch = ServingWatch.begin(server.addresses().get(0));
        server.startAgain(0);
        facts.add("from start to serving, s", side, watch.sinceStartOf(server).toMillis() / MILLIS_PER_SECOND);
        facts.add("heap in use after the start, MB", side, JvmProbe.heapMib(server.process(0)));
        plan.progress().println(side + ": reading all back");
        facts.add("read back after the start, znodes/s", side, perSecond(znodes, bulk.readBack()));
    }

    private static double perSecond(int znodes, Duration took) {
        return znodes * 1e9 / took.toNanos();
    }
}
