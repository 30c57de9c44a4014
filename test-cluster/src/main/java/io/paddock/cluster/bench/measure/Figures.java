package io.paddock.cluster.bench.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What one run, or the median of several, gave. Immutable.
 *
 * <p>A metric that a run does not have (reads of a run without reads) is absent, not zero.
 */
public final class Figures {
    /** Of a run that gave nothing. */
    public static final Figures NONE = new Figures(new EnumMap<>(Metric.class));

    private final Map<Metric, Double> values;

    private Figures(Map<Metric, Double> values) {
        this.values = values;
    }

    /** Of these values, which are copied. */
    public static Figures of(Map<Metric, Double> values) {
        Map<Metric, Double> copy = new EnumMap<>(Metric.class);
        copy.putAll(values);
        return new Figures(copy);
    }

    /** For each metric the median of the runs that have it. */
    public static Figures median(List<Figures> runs) {
        Map<Metric, Double> medians = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            List<Double> found = new ArrayList<>();
            runs.forEach(run -> run.value(metric).ifPresent(found::add));
            if (!found.isEmpty()) {
                medians.put(metric, median(found));
            }
        }
        return new Figures(medians);
    }

    /**
     * The middle value; of an even number of values the mean of the two in the middle.
     *
     * @throws IllegalArgumentException without values
     */
    public static double median(Iterable<Double> values) {
        List<Double> list = new ArrayList<>();
        values.forEach(list::add);
        if (list.isEmpty()) {
            throw new IllegalArgumentException("expected values to take the median of");
        }
        double[] sorted = list.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** For each metric that both have, how many times the base's value this one is; none where the base is 0. */
    public Figures ratioTo(Figures base) {
        Map<Metric, Double> ratios = new EnumMap<>(Metric.class);
        values.forEach((metric, value) -> {
            double of = base.values.getOrDefault(metric, 0.0);
            if (of != 0) {
                ratios.put(metric, value / of);
            }
        });
        return new Figures(ratios);
    }

    /** The value of a metric, if this run has it. */
    public OptionalDouble value(Metric metric) {
        Double value = values.get(metric);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The metrics there are, in their order. */
    public Set<Metric> metrics() {
        return values.isEmpty() ? EnumSet.noneOf(Metric.class) : EnumSet.copyOf(values.keySet());
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
