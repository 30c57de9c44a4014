package io.paddock.cluster.bench.load;

import io.paddock.cluster.bench.measure.Metric;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What a loop's sessions saw: latencies and counts while measuring, errors at any time. Owned by the loop's thread.
 *
 * <p>Latencies have two digits: a value shown is within 1 % of the one measured.
 */
final class Tally {
    private static final long LATENCY_NANOS_MAX = Duration.ofMinutes(10).toNanos();
    private static final int DIGITS = 2;
    private static final double NANOS_PER_US = 1e3;

    private final Histogram reads = new Histogram(LATENCY_NANOS_MAX, DIGITS);
    private final Histogram writes = new Histogram(LATENCY_NANOS_MAX, DIGITS);
    private final Map<Integer, Long> refusals = new TreeMap<>();
    private boolean isMeasuring;
    private long lost;
    private String lastLoss = "";
    private long lastWriteNanos;
    private long longestGapNanos;

    /** Forgets all, and counts errors from now on. */
    void reset() {
        isMeasuring = false;
        reads.reset();
        writes.reset();
        refusals.clear();
        lost = 0;
        lastLoss = "";
    }

    /** Counts operations from now on, and gaps between writes. */
    void startMeasuring(long nowNanos) {
        isMeasuring = true;
        lastWriteNanos = nowNanos;
        longestGapNanos = 0;
    }

    /** Counts no operations from now on. */
    void stopMeasuring(long nowNanos) {
        isMeasuring = false;
        longestGapNanos = Math.max(longestGapNanos, nowNanos - lastWriteNanos);
    }

    /** A request was answered. */
    void replied(Kind kind, int error, long tookNanos, long nowNanos) {
        if (error != 0) {
            refusals.merge(error, 1L, Long::sum);
        } else if (isMeasuring) {
            succeeded(kind, tookNanos, nowNanos);
        }
    }

    private void succeeded(Kind kind, long tookNanos, long nowNanos) {
        if (kind == Kind.READ) {
            reads.recordValue(Math.min(tookNanos, LATENCY_NANOS_MAX));
        } else if (kind == Kind.WRITE) {
            writes.recordValue(Math.min(tookNanos, LATENCY_NANOS_MAX));
            longestGapNanos = Math.max(longestGapNanos, nowNanos - lastWriteNanos);
            lastWriteNanos = nowNanos;
        }
    }

    /** So many requests will never be answered, or a connection was not to be had, for this reason. */
    void lost(long requests, String reason) {
        lost += requests;
        lastLoss = reason;
    }

    /** Requests refused or lost, and connections not had. */
    long errors() {
        long refused = 0;
        for (long count : refusals.values()) {
            refused += count;
        }
        return refused + lost;
    }

    /** What the errors were, for people; empty without any. */
    String errorText() {
        String codes = refusals.isEmpty() ? "" : "error codes and their counts " + refusals;
        String losses = lost == 0 ? "" : lost + " lost, the last for this reason: " + lastLoss;
        return codes.isEmpty() || losses.isEmpty() ? codes + losses : codes + "; " + losses;
    }

    /** Operations measured. */
    long operations() {
        return reads.getTotalCount() + writes.getTotalCount();
    }

    /** The longest span between writes answered while measuring, its beginning and end being bounds too. */
    Duration longestGap() {
        return Duration.ofNanos(longestGapNanos);
    }

    /** The figures of what was measured in so much time. */
    Map<Metric, Double> figures(Duration span) {
        Map<Metric, Double> figures = new EnumMap<>(Metric.class);
        figures.put(Metric.OPERATIONS, operations() * 1e9 / span.toNanos());
        if (writes.getTotalCount() > 0) {
            figures.put(Metric.WRITE_P50, writes.getValueAtPercentile(50) / NANOS_PER_US);
            figures.put(Metric.WRITE_P99, writes.getValueAtPercentile(99) / NANOS_PER_US);
            figures.put(Metric.WRITE_P999, writes.getValueAtPercentile(99.9) / NANOS_PER_US);
        }
        if (reads.getTotalCount() > 0) {
            figures.put(Metric.READ_P50, reads.getValueAtPercentile(50) / NANOS_PER_US);
            figures.put(Metric.READ_P99, reads.getValueAtPercentile(99) / NANOS_PER_US);
            figures.put(Metric.READ_P999, reads.getValueAtPercentile(99.9) / NANOS_PER_US);
        }
        figures.put(Metric.ERRORS, (double) errors());
        return figures;
    }
}
