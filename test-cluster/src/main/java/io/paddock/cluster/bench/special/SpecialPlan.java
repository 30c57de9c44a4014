package io.paddock.cluster.bench.special;

import io.paddock.cluster.bench.load.Span;
import io.paddock.cluster.bench.servers.OwnServers;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a special run is run.
 *
 * @param sides what is run, the base of comparison first; not started
 * @param rounds how often
 * @param warmup how long a load goes before a measurement, where there is one
 * @param span how long is measured
 * @param amounts how much of it, where the user said so
 * @param progress where it is told how far the run has come
 */
public record SpecialPlan(
        List<OwnServers> sides, int rounds, Duration warmup, Span span, Amounts amounts, PrintStream progress) {
    /** Copies. */
    public SpecialPlan {
        sides = List.copyOf(sides);
    }

    /**
     * What may be said of how much.
     *
     * @param sessions how many
     * @param znodes how many
     * @param valueBytes the length of data
     */
    public record Amounts(Optional<Integer> sessions, Optional<Integer> znodes, int valueBytes) {}
}
