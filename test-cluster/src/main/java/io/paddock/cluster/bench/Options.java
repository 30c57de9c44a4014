package io.paddock.cluster.bench;

import io.paddock.cluster.bench.load.Keyspace;
import io.paddock.cluster.bench.load.Row;
import io.paddock.cluster.bench.load.Span;
import io.paddock.cluster.bench.servers.ServerSetup;
import io.paddock.cluster.bench.special.Special;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the command line says, checked. Immutable. */
final class Options {
    private static final int PORT_MAX = 65_535;

    private final Map<Option, List<String>> given;

    private Options(Map<Option, List<String>> given) {
        this.given = given;
    }

    /**
     * Reads a command line.
     *
     * @throws UsageException when it is none, with the reason
     */
    static Options parse(List<String> arguments) {
        Map<Option, List<String>> given = new EnumMap<>(Option.class);
        int at = 0;
        while (at < arguments.size()) {
            String flag = arguments.get(at);
            Option option =
                    Option.named(flag).orElseThrow(() -> new UsageException("there is no option '" + flag + "'"));
            int end = at + 1 + option.arguments();
            if (end > arguments.size()) {
                throw new UsageException(flag + " needs " + option.value());
            }
            given.computeIfAbsent(option, each -> new ArrayList<>()).addAll(arguments.subList(at + 1, end));
            at = end;
        }
        Options options = new Options(given);
        if (!options.wantsHelp()) {
            options.check();
        }
        return options;
    }

    private void check() {
        servers();
        setup();
        rows();
        rounds();
        span();
        warmup();
        sessions();
        keyspace();
        watchers();
        znodes();
        series();
        special();
        hasColor();
        jsonFile();
        if (special().isPresent() && series().isPresent()) {
            throw new UsageException("--special and --series do not go together");
        }
        if (!servers().isEmpty() && is(Option.ENSEMBLE)) {
            throw new UsageException("--ensemble is for servers that are started; --servers names some that run");
        }
        if (!servers().isEmpty() && special().isPresent()) {
            throw new UsageException("--special starts, stops and kills servers, so it does not take --servers");
        }
        if (!servers().isEmpty()
                && series().filter(series -> series.of() == Series.Of.SERVERS).isPresent()) {
            throw new UsageException("--series servers=... starts servers, so it does not take --servers");
        }
        if (special().isPresent() && (is(Option.SVG) || is(Option.ROWS))) {
            throw new UsageException("--rows and --svg are not for --special");
        }
    }

    private boolean is(Option option) {
        return given.containsKey(option);
    }

    private String value(Option option) {
        List<String> values = given.getOrDefault(option, List.of(option.standard()));
        return values.get(values.size() - 1);
    }

    private int count(Option option, int min) {
        return Amount.count(value(option), min, option.flag());
    }

    boolean wantsHelp() {
        return is(Option.HELP);
    }

    /** The servers that run and are to be measured; none when some are to be started. */
    List<InetSocketAddress> servers() {
        String hosts = value(Option.SERVERS);
        return hosts.isEmpty()
                ? List.of()
                : Arrays.stream(hosts.split(",", -1)).map(Options::address).toList();
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > PORT_MAX) {
            throw new UsageException("--servers needs HOST:PORT, not '" + text + "'");
        }
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
    }

    /** What servers are started with. */
    ServerSetup setup() {
        Map<String, String> config = new TreeMap<>();
        for (String line : given.getOrDefault(Option.CONFIG, List.of())) {
            int at = line.indexOf('=');
            if (at < 1) {
                throw new UsageException("--config needs KEY=VALUE, not '" + line + "'");
            }
            config.put(line.substring(0, at), line.substring(at + 1));
        }
        String heap = value(Option.HEAP);
        if (!heap.matches("\\d+[kKmMgG]?")) {
            throw new UsageException("--heap needs a size such as 512m, not '" + heap + "'");
        }
        return new ServerSetup(count(Option.ENSEMBLE, 1), heap, config);
    }

    /** What to measure beside; empty for nothing. */
    String against() {
        return value(Option.AGAINST);
    }

    /** The rows: those named, else those that show the series, else all. */
    List<Row> rows() {
        if (!is(Option.ROWS)) {
            return series().map(Series::usualRows).orElse(List.of(Row.values()));
        }
        return Arrays.stream(value(Option.ROWS).split(",", -1))
                .map(name -> Row.named(name)
                        .orElseThrow(() -> new UsageException(
                                "there is no row '" + name + "'; there are " + String.join(", ", Row.names()))))
                .toList();
    }

    int rounds() {
        return count(Option.ROUNDS, 1);
    }

    /** How long each row runs. */
    Span span() {
        return new Span(Duration.ofSeconds(count(Option.SETTLE, 0)), Duration.ofSeconds(count(Option.SECONDS, 1)));
    }

    Duration warmup() {
        return Duration.ofSeconds(count(Option.WARMUP, 0));
    }

    int sessions() {
        return count(Option.SESSIONS, 1);
    }

    /** The number of sessions, if it was given. */
    Optional<Integer> sessionsGiven() {
        return is(Option.SESSIONS) ? Optional.of(sessions()) : Optional.empty();
    }

    Keyspace keyspace() {
        int size = Amount.bytes(value(Option.SIZE), 0, Option.SIZE.flag());
        return new Keyspace(count(Option.KEYS, 1), size, false);
    }

    int watchers() {
        return count(Option.WATCHERS, 1);
    }

    int znodes() {
        return count(Option.ZNODES, 1);
    }

    /** The number of znodes, if it was given. */
    Optional<Integer> znodesGiven() {
        return is(Option.ZNODES) ? Optional.of(znodes()) : Optional.empty();
    }

    Optional<Series> series() {
        return is(Option.SERIES) ? Optional.of(Series.parse(value(Option.SERIES))) : Optional.empty();
    }

    Optional<Special> special() {
        if (!is(Option.SPECIAL)) {
            return Optional.empty();
        }
        return Optional.of(Special.named(value(Option.SPECIAL))
                .orElseThrow(() -> new UsageException("there is no special run '" + value(Option.SPECIAL)
                        + "'; there are " + String.join(", ", Special.names()))));
    }

    /** Where the figures are to be written. */
    Optional<Path> jsonFile() {
        if (!is(Option.OUTPUT)) {
            return Optional.empty();
        }
        List<String> formatAndFile = given.get(Option.OUTPUT);
        if (!formatAndFile.get(0).equals("json")) {
            throw new UsageException("--output knows the format json, not '" + formatAndFile.get(0) + "'");
        }
        return Optional.of(Path.of(formatAndFile.get(formatAndFile.size() - 1)));
    }

    Optional<Path> svgFile() {
        return is(Option.SVG) ? Optional.of(Path.of(value(Option.SVG))) : Optional.empty();
    }

    boolean hasColor() {
        return switch (value(Option.COLOR)) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new UsageException("--color is yes or no, not '" + value(Option.COLOR) + "'");
        };
    }

    /** The folder of the Paddock that is started. */
    Path home() {
        return Path.of(value(Option.HOME)).toAbsolutePath().normalize();
    }

    /** Every option with its value, for a record of what was run; folders and files left out. */
    Map<String, String> described() {
        Map<String, String> all = new LinkedHashMap<>();
        for (Option option : Option.values()) {
            switch (option) {
                case HOME, HELP, COLOR, OUTPUT, SVG -> {}
                default ->
                    all.put(
                            option.flag().substring(2),
                            String.join(" ", given.getOrDefault(option, List.of(option.standard()))));
            }
        }
        all.put("rows", String.join(",", rows().stream().map(Row::title).toList()));
        return all;
    }
}
