package io.paddock.cluster.bench.load;

import io.paddock.cluster.bench.measure.Figures;
import io.paddock.cluster.bench.measure.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Many sessions watch one znode; how long it takes from sending a write to it until all of them have their event. They
 * leave their watch anew before each write. Owned by one thread.
 */
final class WatchRun {
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(40);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final byte[] VALUE = Keyspace.bytes("changed");
    private static final double NANOS_PER_MS = 1e6;

    private final Ground ground;
    private final int watchers;
    private final byte[] znode;
    private int told;

    WatchRun(Ground ground, int watchers, String root) {
        this.ground = ground;
        this.watchers = watchers;
        this.znode = Keyspace.bytes(root);
    }

    /** Fires so often, once more before to get warm, and gives the median and the slowest. */
    Figures run(int firings) {
        try (LoadLoop loop = LoadLoop.of(ground.addresses(), SESSION_TIMEOUT)) {
            loop.open(watchers + 1, PATIENCE);
            loop.perform(
                    "making the watched znode", session -> session == 0 ? one(this::create) : Work.NONE, 1, PATIENCE);
            // A server that is behind would not find it.
            loop.perform("catching up", session -> one(this::sync), 1, PATIENCE);
            List<Double> times = new ArrayList<>();
            fire(loop);
            for (int i = 0; i < firings; i++) {
                times.add(fire(loop));
            }
            Map<Metric, Double> figures = new EnumMap<>(Metric.class);
            figures.put(Metric.EVENTS_MS, Figures.median(times));
            figures.put(Metric.EVENTS_MAX_MS, Collections.max(times));
            figures.put(Metric.ERRORS, (double) loop.tally().errors());
            return Figures.of(figures);
        }
    }

    private double fire(LoadLoop loop) {
        told = 0;
        loop.perform("leaving the watches", session -> session == 0 ? Work.NONE : new Watcher(), 1, PATIENCE);
        long start = System.nanoTime();
        loop.sessions().get(0).perform(one(this::change), 1);
        loop.sessions().get(0).tick(start);
        loop.runUntil("the events of all watchers", () -> told >= watchers, PATIENCE);
        double took = (System.nanoTime() - start) / NANOS_PER_MS;
        // The events may be there before the reply to the write.
        loop.runUntil("the reply to the write", () -> loop.sessions().get(0).isIdle(), PATIENCE);
        return took;
    }

    private void create(RequestWriter out, int xid) {
        out.create(xid, znode, RequestWriter.NO_NUMBER, VALUE, 0);
    }

    private void sync(RequestWriter out, int xid) {
        out.sync(xid, znode);
    }

    private void change(RequestWriter out, int xid) {
        out.setData(xid, znode, RequestWriter.NO_NUMBER, VALUE);
    }

    private static Work one(Sender sender) {
        return new Work() {
            private boolean isSent;

            @Override
            public Kind next(RequestWriter out, int xid) {
                if (isSent) {
                    return Kind.NOTHING;
                }
                isSent = true;
                sender.send(out, xid);
                return Kind.OTHER;
            }
        };
    }

    @FunctionalInterface
    private interface Sender {
        void send(RequestWriter out, int xid);
    }

    /** Leaves one watch and counts its event. */
    private final class Watcher implements Work {
        private boolean isSent;

        @Override
        public Kind next(RequestWriter out, int xid) {
            if (isSent) {
                return Kind.NOTHING;
            }
            isSent = true;
            out.getData(xid, znode, RequestWriter.NO_NUMBER, true);
            return Kind.OTHER;
        }

        @Override
        public void told() {
            told++;
        }
    }
}
