package io.paddock.cluster.compare;

import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.script.Script;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The command {@code bin/compare}. Exit status 0: no difference but the known ones; 1: one was found; 2: misuse. */
public final class CompareMain {
    private static final String USAGE = """
            usage: compare [--seeds N] [--first-seed N] [--requests N] [--script FILE] [--left SIDE] [--right SIDE]
              SIDE is zookeeper or paddock (one server of it is started), zookeeper:3 or paddock:3 (an ensemble is
              started), or host:port[,host:port...] of servers that run. Default: --left zookeeper --right paddock
            """;

    private final Options options;
    private final PrintStream out;
    private final Map<String, Integer> known = new TreeMap<>();

    private CompareMain(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Runs the command. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(run(arguments, System.out));
    }

    static int run(String[] arguments, PrintStream out) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            out.print(e.getMessage() + "\n" + USAGE);
            return 2;
        }
        return new CompareMain(options, out).compareAll() ? 0 : 1;
    }

    private boolean compareAll() throws IOException, InterruptedException {
        try (Contestant left = contestant(options.left());
                Contestant right = contestant(options.right())) {
            Arena arena = new Arena(left, right, KnownDifferences.all());
            int requests = 0;
            boolean isEqual = true;
            for (Script script : scripts()) {
                requests += script.requestCount();
                isEqual &= compare(script, arena);
            }
            out.printf(
                    Locale.ROOT,
                    "%d scripts, %d requests: %s%n",
                    scripts().size(),
                    requests,
                    isEqual ? "alike" : "DIFFERENT");
            known.forEach((id, count) -> out.printf(Locale.ROOT, "known difference %s: %d times%n", id, count));
            return isEqual;
        }
    }

    private boolean compare(Script script, Arena arena) throws IOException, InterruptedException {
        Comparison comparison = arena.compare(script);
        comparison.known().forEach((id, count) -> known.merge(id, count, Integer::sum));
        Optional<Difference> found = comparison.unexplained();
        if (found.isEmpty()) {
            return true;
        }
        out.printf(Locale.ROOT, "%s: DIFFERENT%n%s", script.name(), found.get().text());
        Script smallest = arena.shrink(script, found.get());
        Optional<Difference> again = arena.compare(smallest).unexplained();
        out.printf(
                Locale.ROOT,
                "smallest script (repeat it with --script FILE):%n%s%s%n",
                smallest.text(),
                again.map(Difference::text).orElse("which does not show it every time\n"));
        return false;
    }

    private List<Script> scripts() throws IOException {
        if (options.script().isPresent()) {
            Path file = options.script().get();
            return List.of(Script.parse(file.toString(), Files.readString(file)));
        }
        List<Script> scripts = new ArrayList<>();
        for (int i = 0; i < options.seeds(); i++) {
            scripts.add(ScriptGenerator.generate(options.firstSeed() + i, options.requests()));
        }
        return scripts;
    }

    private static Contestant contestant(String side) throws IOException, InterruptedException {
        String[] parts = side.split(":", 2);
        boolean isKind =
                Arrays.stream(ServerKind.values()).anyMatch(kind -> kind.name().equalsIgnoreCase(parts[0]));
        if (isKind) {
            int size = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
            return Contestant.fresh(ServerKind.valueOf(parts[0].toUpperCase(Locale.ROOT)), size);
        }
        List<InetSocketAddress> servers = Arrays.stream(side.split(",", -1))
                .map(server -> new InetSocketAddress(
                        server.substring(0, server.lastIndexOf(':')),
                        Integer.parseInt(server.substring(server.lastIndexOf(':') + 1))))
                .toList();
        return Contestant.running(side, servers);
    }

    private record Options(int seeds, long firstSeed, int requests, Optional<Path> script, String left, String right) {
        static Options parse(String[] arguments) {
            if (arguments.length % 2 != 0) {
                throw new IllegalArgumentException("expected options with a value each");
            }
            Map<String, String> values = new TreeMap<>(Map.of(
                    "--seeds",
                    "10",
                    "--first-seed",
                    "1",
                    "--requests",
                    "200",
                    "--left",
                    "zookeeper",
                    "--right",
                    "paddock",
                    "--script",
                    ""));
            for (int i = 0; i < arguments.length; i += 2) {
                if (values.replace(arguments[i], arguments[i + 1]) == null) {
                    throw new IllegalArgumentException("unknown option " + arguments[i]);
                }
            }
            Optional<Path> script = Optional.of(values.get("--script"))
                    .filter(name -> !name.isEmpty())
                    .map(Path::of);
            return new Options(
                    Integer.parseInt(values.get("--seeds")),
                    Long.parseLong(values.get("--first-seed")),
                    Integer.parseInt(values.get("--requests")),
                    script,
                    values.get("--left"),
                    values.get("--right"));
        }
    }
}
