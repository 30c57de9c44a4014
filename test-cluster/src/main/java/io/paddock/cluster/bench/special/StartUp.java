package io.paddock.cluster.bench.special;

import io.paddock.cluster.bench.measure.Facts;
import io.paddock.cluster.bench.servers.OwnServers;

/** Starts an empty server again and again. Owned by one thread. */
final class StartUp {
    private final SpecialPlan plan;
    private final Facts facts = new Facts();

    StartUp(SpecialPlan plan) {
        this.plan = plan;
    }

    Facts run() throws InterruptedException {
        for (int round = 1; round <= plan.rounds(); round++) {
            for (OwnServers side : plan.sides()) {
                try (OwnServers server = side.with(side.setup().withSize(1))) {
                    server.prepare();
                    ServingWatch watch = ServingWatch.begin(server.addresses().get(0));
                    server.startAgain(0);
                    double ofProcess = watch.sinceStartOf(server).toMillis();
                    facts.add("from the start of the process to serving, ms", server.name(), ofProcess);
                    facts.add("the same with the script that starts it, if there is one, ms", server.name(), (double)
                            watch.sinceBegin().toMillis());
                    plan.progress().printf("%s: serves after %.0f ms%n", server.name(), ofProcess);
                }
            }
        }
        return facts;
    }
}
