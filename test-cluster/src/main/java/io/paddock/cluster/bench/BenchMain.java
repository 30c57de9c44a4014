package io.paddock.cluster.bench;

import io.paddock.cluster.bench.measure.BenchFailure;
import io.paddock.cluster.bench.measure.Facts;
import io.paddock.cluster.bench.measure.Results;
import io.paddock.cluster.bench.report.FactsReport;
import io.paddock.cluster.bench.report.JsonReport;
import io.paddock.cluster.bench.report.Machine;
import io.paddock.cluster.bench.report.ResultTable;
import io.paddock.cluster.bench.report.SvgReport;
import io.paddock.cluster.bench.servers.Contender;
import io.paddock.cluster.bench.servers.OwnServers;
import io.paddock.cluster.bench.servers.PaddockServers;
import io.paddock.cluster.bench.servers.RunningServers;
import io.paddock.cluster.bench.servers.ZooKeeperServers;
import io.paddock.cluster.bench.special.Special;
import io.paddock.cluster.bench.special.SpecialPlan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command {@code bin/bench}. Exit status 0: all was measured; 1: servers or rows failed; 2: a wrong command line. */
public final class BenchMain {
    private static final String ZOOKEEPER = "zookeeper";
    private static final String PADDOCK = "paddock";

    private final Options options;
    private final PrintStream out;
    private final PrintStream progress;

    private BenchMain(Options options, PrintStream out, PrintStream progress) {
        this.options = options;
        this.out = out;
        this.progress = progress;
    }

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream progress) {
        try {
            Options options = Options.parse(arguments);
            if (options.wantsHelp()) {
                out.print(Usage.text());
                return 0;
            }
            return new BenchMain(options, out, progress).run();
        } catch (UsageException e) {
            progress.println("bench: " + e.getMessage() + "\nbin/bench --help tells how it is used");
            return 2;
        } catch (BenchFailure e) {
            progress.println("bench: " + e.getMessage());
            return 1;
        } catch (IOException e) {
            progress.println("bench: " + e);
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            progress.println("bench: interrupted");
            return 1;
        }
    }

    private int run() throws IOException, InterruptedException {
        for (Path file : files()) {
            if (file.toAbsolutePath().getParent() == null
                    || !Files.isDirectory(file.toAbsolutePath().getParent())) {
                throw new UsageException("there is no folder for " + file);
            }
        }
        Optional<Special> special = options.special();
        return special.isPresent() ? runSpecial(special.get()) : runRows();
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        options.jsonFile().ifPresent(files::add);
        options.svgFile().ifPresent(files::add);
        return files;
    }

    private int runRows() throws IOException {
        Contest contest = new Contest(options, sides(), progress);
        Results results = contest.run();
        out.print(ResultTable.of(results, options.hasColor()));
        if (options.jsonFile().isPresent()) {
            Files.writeString(
                    options.jsonFile().get(), JsonReport.of(results, Machine.description(), options.described()));
        }
        if (options.svgFile().isPresent()) {
            Files.writeString(options.svgFile().get(), SvgReport.of(results, title(options, results.sides())));
        }
        return contest.failures() == 0 ? 0 : 1;
    }

    /** What was measured, without what grows in a series. */
    static String title(Options options, List<String> sides) {
        List<String> what = new ArrayList<>();
        int servers = options.setup().size();
        if (options.servers().isEmpty() && !grows(options, Series.Of.SERVERS)) {
            what.add(servers + (servers == 1 ? " server" : " servers"));
        }
        if (!grows(options, Series.Of.SIZE)) {
            what.add(options.keyspace().valueBytes() + " bytes a value");
        }
        if (!grows(options, Series.Of.SESSIONS)) {
            what.add(options.sessions() + " sessions");
        }
        return String.join(" and ", sides) + ": " + String.join(", ", what);
    }

    private static boolean grows(Options options, Series.Of what) {
        return options.series().map(Series::of).filter(what::equals).isPresent();
    }

    private int runSpecial(Special special) throws IOException, InterruptedException {
        List<OwnServers> sides = new ArrayList<>();
        for (Contender side : sides()) {
            sides.add((OwnServers) side);
        }
        SpecialPlan.Amounts amounts = new SpecialPlan.Amounts(
                options.sessionsGiven(),
                options.znodesGiven(),
                options.keyspace().valueBytes());
        Facts facts = special.run(
                new SpecialPlan(sides, options.rounds(), options.warmup(), options.span(), amounts, progress));
        out.print(FactsReport.table(facts, options.hasColor()));
        if (options.jsonFile().isPresent()) {
            Files.writeString(
                    options.jsonFile().get(), FactsReport.json(facts, Machine.description(), options.described()));
        }
        return 0;
    }

    /** What is measured, the base of ratios first. */
    private List<Contender> sides() {
        List<Contender> sides = new ArrayList<>();
        if (options.against().equals(ZOOKEEPER)) {
            sides.add(new ZooKeeperServers(options.setup()));
        } else if (!options.against().isEmpty()) {
            Path other = Path.of(options.against()).toAbsolutePath().normalize();
            if (!Files.isExecutable(other.resolve("bin/start-server.sh"))) {
                throw new UsageException("--against is zookeeper or a folder of Paddock, and there is no "
                        + other.resolve("bin/start-server.sh"));
            }
            sides.add(new PaddockServers(other.getFileName().toString(), other, options.setup()));
        }
        sides.add(
                options.servers().isEmpty()
                        ? new PaddockServers(PADDOCK, options.home(), options.setup())
                        : new RunningServers("servers", options.servers()));
        return sides;
    }
}
