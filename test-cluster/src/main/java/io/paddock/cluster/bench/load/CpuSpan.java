package io.paddock.cluster.bench.load;

import io.paddock.cluster.bench.measure.Figures;
import io.paddock.cluster.bench.measure.Metric;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The CPU time of the servers from one moment on. Immutable. */
final class CpuSpan {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLION = 1e6;

    private final Ground ground;
    private final Optional<Duration> before;

    private CpuSpan(Ground ground, Optional<Duration> before) {
        this.ground = ground;
        this.before = before;
    }

    /** From now on. */
    static CpuSpan start(Ground ground) {
        return new CpuSpan(ground, ground.cpuTime());
    }

    /** The tally's figures of a span, with the CPU time used up to now, where it is known. */
    Figures figures(Tally tally, Duration span) {
        Map<Metric, Double> figures = tally.figures(span);
        Optional<Duration> after = ground.cpuTime();
        if (before.isPresent() && after.isPresent() && tally.operations() > 0) {
            double seconds = after.get().minus(before.get()).toNanos() / NANOS_PER_SECOND;
            figures.put(Metric.CPU, seconds / (tally.operations() / MILLION));
        }
        return Figures.of(figures);
    }
}
