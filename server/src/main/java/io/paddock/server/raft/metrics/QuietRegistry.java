package io.paddock.server.raft.metrics;

import java.util.function.Supplier;
import org.apache.ratis.metrics.LongCounter;
import org.apache.ratis.metrics.MetricRegistryInfo;
import org.apache.ratis.metrics.RatisMetricRegistry;
import org.apache.ratis.metrics.Timekeeper;
import org.apache.ratis.util.UncheckedAutoCloseable;

/** Takes what Ratis measures and keeps none of it. Any thread. */
record QuietRegistry(MetricRegistryInfo info) implements RatisMetricRegistry {

    private static final Timekeeper.Context NO_TIME = new NoTime();

    @Override
    public Timekeeper timer(String name) {
        return () -> NO_TIME;
    }

    @Override
    public LongCounter counter(String name) {
        return new NoCount();
    }

    @Override
    public boolean remove(String name) {
        return false;
    }

    @Override
    public <T> void gauge(String name, Supplier<Supplier<T>> value) {
        // Nobody asks for it.
    }

    @Override
    public MetricRegistryInfo getMetricRegistryInfo() {
        return info;
    }

    /** A duration that is not taken. */
    private static final class NoTime implements Timekeeper.Context {
        @Override
        public long stop() {
            return 0;
        }

        @Override
        public UncheckedAutoCloseable toAutoCloseable() {
            return Timekeeper.NOOP;
        }
    }

    /** A count that is not kept. */
    private static final class NoCount implements LongCounter {
        @Override
        public void inc(long amount) {
            // Not kept.
        }

        @Override
        public void dec(long amount) {
            // Not kept.
        }

        @Override
        public long getCount() {
            return 0;
        }
    }
}
