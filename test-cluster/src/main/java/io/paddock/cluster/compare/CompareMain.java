package io.paddock.cluster.compare;

import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.script.Script;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The command {@code bin/compare}. Exit status 0: no difference but the known ones; 1: one was found, or a script did not
 * get to its end; 2: misuse.
 */
public final class CompareMain {
    /*
     * Ctrl-C reaches the servers too, as children of this process's terminal, and perhaps sooner: what fails then is no
     * finding. So a failure is looked at only after the time in which this process would have been told as well.
     */
    private static final int INTERRUPT_PATIENCE_MS = 1000;

    private static final int SCRIPTS_PER_LINE = 100;
    private static final long MILLIS_PER_SECOND = 1000;

    private final CompareOptions options;
    private final PrintStream out;
    private final Map<String, Integer> known = new TreeMap<>();
    private final long startNanos = System.nanoTime();
    private final AtomicInteger scripts = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger different = new AtomicInteger();
    private final AtomicInteger unfinished = new AtomicInteger();
    private final CountDownLatch interrupted = new CountDownLatch(1);

    private CompareMain(CompareOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Runs the command. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(arguments, System.out));
    }

    static int run(String[] arguments, PrintStream out) throws InterruptedException {
        CompareOptions options;
        try {
            options = CompareOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            out.print(e.getMessage() + "\n" + CompareOptions.USAGE);
            return 2;
        }
        return new CompareMain(options, out).compareAllUnlessInterrupted();
    }

    private int compareAllUnlessInterrupted() throws InterruptedException {
        Thread atExit = new Thread(
                () -> {
                    interrupted.countDown();
                    printSummary("interrupted after ");
                },
                "compare-at-exit");
        Runtime.getRuntime().addShutdownHook(atExit);
        int status;
        try {
            status = compareAll() ? 0 : 1;
        } catch (IOException | RuntimeException e) {
            status = 1;
            if (!wasInterrupted()) {
                out.printf(Locale.ROOT, "ended early: %s%n", e);
            }
        }
        if (interrupted.getCount() > 0) {
            Runtime.getRuntime().removeShutdownHook(atExit);
            printSummary("");
            known.forEach((id, count) -> out.printf(Locale.ROOT, "known difference %s: %d times%n", id, count));
        }
        return status;
    }

    private boolean wasInterrupted() throws InterruptedException {
        return interrupted.await(INTERRUPT_PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    private boolean compareAll() throws IOException, InterruptedException {
        try (Contestant left = contestant(options.left());
                Contestant right = contestant(options.right())) {
            Arena arena = new Arena(left, right, KnownDifferences.all());
            if (options.script().isPresent()) {
                Path file = options.script().get();
                compare(Script.parse(file.toString(), Files.readString(file)), arena);
            } else {
                ScriptShape shape = new ScriptShape(options.requests(), arena.isOfEnsembles(), options.failovers());
                for (int i = 0; i < options.seeds(); i++) {
                    compare(ScriptGenerator.generate(options.firstSeed() + i, shape), arena);
                }
            }
        }
        return different.get() + unfinished.get() == 0;
    }

    private void compare(Script script, Arena arena) throws IOException, InterruptedException {
        try {
            Optional<Difference> found = difference(script, arena);
            if (found.isPresent()) {
                different.incrementAndGet();
                out.printf(
                        Locale.ROOT,
                        "%s: DIFFERENT%n%s",
                        script.name(),
                        found.get().text());
                lookInto(script, found.get(), arena);
            }
        } catch (UnfinishedRunException e) {
            if (wasInterrupted()) {
                throw e;
            }
            arena.keepFiles();
            unfinished.incrementAndGet();
            out.printf(Locale.ROOT, "%s: NOT FINISHED %s%n%s", script.name(), e.getMessage(), repetition(script));
        }
        requests.addAndGet(script.requestCount());
        if (scripts.incrementAndGet() % SCRIPTS_PER_LINE == 0) {
            printSummary("so far ");
        }
    }

    private Optional<Difference> difference(Script script, Arena arena) throws IOException, InterruptedException {
        Comparison comparison = arena.compare(script);
        comparison.known().forEach((id, count) -> known.merge(id, count, Integer::sum));
        return comparison.unexplained();
    }

    private void lookInto(Script script, Difference found, Arena arena) throws IOException, InterruptedException {
        Optional<Difference> again = difference(script, arena);
        if (again.isEmpty()) {
            out.print("  which did not come again when it was tried again\n");
        } else if (options.isShrinking()) {
            shrink(script, found, arena);
        }
        out.print(repetition(script));
    }

    private void shrink(Script script, Difference difference, Arena arena) throws IOException, InterruptedException {
        Script smallest = arena.shrink(script, difference);
        Optional<Difference> again = arena.compare(smallest).unexplained();
        out.printf(
                Locale.ROOT,
                "smallest script (repeat it with --script FILE):%n%s%s%n",
                smallest.text(),
                again.map(Difference::text).orElse("which does not show it every time\n"));
    }

    private String repetition(Script script) {
        if (options.script().isPresent()) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "  repeat it with: bin/compare --left %s --right %s --seeds 1 --first-seed %s --requests %d --failovers %d%n",
                options.left(),
                options.right(),
                script.name().substring(script.name().indexOf(' ') + 1),
                options.requests(),
                options.failovers());
    }

    private void printSummary(String prefix) {
        out.printf(
                Locale.ROOT,
                "%s%d scripts, %d requests in %d s: %s%n",
                prefix,
                scripts.get(),
                requests.get(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos) / MILLIS_PER_SECOND,
                verdict());
    }

    private String verdict() {
        String differing = different.get() == 0 ? "alike" : different.get() + " DIFFERENT";
        return unfinished.get() == 0 ? differing : differing + ", " + unfinished.get() + " NOT FINISHED";
    }

    private static Contestant contestant(String side) throws IOException, InterruptedException {
        String[] parts = side.split(":", 2);
        boolean isKind =
                Arrays.stream(ServerKind.values()).anyMatch(kind -> kind.name().equalsIgnoreCase(parts[0]));
        if (isKind) {
            int size = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
            return Contestant.fresh(ServerKind.valueOf(parts[0].toUpperCase(Locale.ROOT)), size, List.of());
        }
        List<InetSocketAddress> servers = Arrays.stream(side.split(",", -1))
                .map(server -> new InetSocketAddress(
                        server.substring(0, server.lastIndexOf(':')),
                        Integer.parseInt(server.substring(server.lastIndexOf(':') + 1))))
                .toList();
        return Contestant.running(side, servers);
    }
}
