package io.paddock.cluster.bench;

import io.paddock.cluster.bench.load.Keyspace;
import io.paddock.cluster.bench.load.LoadSpec;
import io.paddock.cluster.bench.load.Row;
import io.paddock.cluster.bench.load.RowRunner;
import io.paddock.cluster.bench.measure.BenchFailure;
import io.paddock.cluster.bench.measure.Figures;
import io.paddock.cluster.bench.measure.Metric;
import io.paddock.cluster.bench.measure.Results;
import io.paddock.cluster.bench.servers.Contender;
import io.paddock.cluster.bench.servers.OwnServers;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs the rows on all sides: in each round each side in turn, so that what changes with time on the machine meets all of
 * them alike. Servers are started afresh for each. Owned by one thread.
 */
final class Contest {
    /** A row to run, and with what; its label is that of the table. */
    private record Case(String label, Row row, int servers, int sessions, Keyspace keyspace) {}

    private final Options options;
    private final List<Contender> sides;
    private final PrintStream progress;
    private final Results results = new Results();
    private int failures;

    Contest(Options options, List<Contender> sides, PrintStream progress) {
        this.options = options;
        this.sides = List.copyOf(sides);
        this.progress = progress;
    }

    /**
     * Runs all rounds. A row that fails counts as an error and the next one goes on; servers that fail to start end all,
     * with the results up to then.
     *
     * @throws BenchFailure when servers cannot be started or reached and there are no results
     */
    Results run() {
        try {
            runRounds();
        } catch (BenchFailure e) {
            if (results.isEmpty()) {
                throw e;
            }
            failures++;
            progress.println("ended early: " + e.getMessage());
        }
        return results;
    }

    private void runRounds() {
        List<List<Case>> stages = stages();
        for (int round = 1; round <= options.rounds(); round++) {
            for (List<Case> stage : stages) {
                for (Contender side : sides) {
                    runSide(ofSize(side, stage.get(0).servers()), stage, round);
                }
            }
        }
    }

    /** How many runs of rows failed. */
    int failures() {
        return failures;
    }

    private static Contender ofSize(Contender side, int servers) {
        return side instanceof OwnServers own ? own.with(own.setup().withSize(servers)) : side;
    }

    private void runSide(Contender side, List<Case> stage, int round) {
        try (Contender servers = side) {
            progress.printf(
                    Locale.ROOT,
                    "round %d of %d: %s%s%n",
                    round,
                    options.rounds(),
                    servers.name(),
                    servers.isOwn() ? ", " + stage.get(0).servers() + " server(s) being started" : "");
            servers.start();
            String root = "/paddock-bench-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
            RowRunner runner = new RowRunner(servers, root, options.span(), options.watchers());
            try {
                if (!options.warmup().isZero()) {
                    runner.warm(
                            options.warmup(),
                            options.sessions(),
                            options.keyspace().valueBytes());
                }
                for (int i = 0; i < stage.size(); i++) {
                    runCase(runner, servers.name(), stage.get(i), i);
                }
            } finally {
                if (!servers.isOwn()) {
                    Sweep.below(servers.addresses(), root, progress);
                }
            }
        }
    }

    private void runCase(RowRunner runner, String side, Case row, int place) {
        Figures figures;
        try {
            figures = runner.run(
                    row.row(), row.sessions(), row.keyspace(), row.row().title() + "-" + place);
        } catch (BenchFailure e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            failures++;
            progress.println("  " + row.label() + " failed: " + e.getMessage());
            figures = Figures.of(Map.of(Metric.OPERATIONS, 0.0, Metric.ERRORS, 1.0));
        }
        results.add(row.label(), side, figures);
        progress.println("  " + row.label() + " " + line(figures));
    }

    private static String line(Figures figures) {
        List<String> parts = new ArrayList<>();
        for (Metric metric : figures.metrics()) {
            parts.add(String.format(
                    Locale.ROOT,
                    "%s=%." + metric.decimals() + "f",
                    metric.key(),
                    figures.value(metric).getAsDouble()));
        }
        return String.join(" ", parts);
    }

    /** What each start of servers runs; a series of servers starts them for each of its values. */
    private List<List<Case>> stages() {
        int servers = options.setup().size();
        int sessions = options.sessions();
        Keyspace keyspace = options.keyspace();
        if (options.series().isEmpty()) {
            return List.of(cases("", servers, sessions, keyspace));
        }
        Series series = options.series().get();
        List<List<Case>> stages = new ArrayList<>();
        List<Case> together = new ArrayList<>();
        for (int value : series.values()) {
            String label = " " + series.label(value);
            switch (series.of()) {
                case SERVERS -> stages.add(cases(label, value, sessions, keyspace));
                case SESSIONS -> together.addAll(cases(label, servers, value, keyspace));
                case SIZE ->
                    together.addAll(cases(label, servers, sessions, new Keyspace(keyspace.keys(), value, false)));
                case CHILDREN ->
                    together.addAll(cases(label, servers, sessions, new Keyspace(value, keyspace.valueBytes(), true)));
            }
        }
        return stages.isEmpty() ? List.of(together) : stages;
    }

    private List<Case> cases(String label, int servers, int sessions, Keyspace keyspace) {
        List<Case> cases = new ArrayList<>();
        for (Row row : options.rows()) {
            LoadSpec fitted = row.spec(sessions, keyspace);
            String fitting = label.contains("size")
                            && fitted.depth()
                                    < row.spec(sessions, small(keyspace)).depth()
                    ? " (" + fitted.depth() + " in flight)"
                    : "";
            cases.add(new Case(row.title() + label + fitting, row, servers, sessions, keyspace));
        }
        return cases;
    }

    private static Keyspace small(Keyspace keyspace) {
        return new Keyspace(keyspace.keys(), 0, keyspace.isShared());
    }
}
