package io.paddock.cluster.bench;

import java.util.Arrays;
import java.util.Optional;

/** The options of the command line: their names, values, defaults and what {@code --help} says of them. */
enum Option {
    SERVERS("--servers", "HOST:PORT[,...]", "", "measure servers that run: any that speak ZooKeeper's client protocol"),
    ENSEMBLE("--ensemble", "N", "1", "without --servers: start so many servers of Paddock in a temporary folder"),
    AGAINST("--against", "WHAT", "", "measure this in turn with it: zookeeper, or a folder with another Paddock"),
    ROWS("--rows", "ROW[,...]", "", "the workloads, see below; all of them unless said"),
    ROUNDS("--rounds", "N", "3", "how often all is run; the table shows medians"),
    SECONDS("--seconds", "N", "6", "how long each row is measured"),
    WARMUP("--warmup", "N", "25", "seconds of load after each start of servers, before any row"),
    SETTLE("--settle", "N", "2", "seconds of each row before it is measured"),
    SESSIONS("--sessions", "N", "30", "sessions that put the load on (idle: 10000)"),
    SIZE("--size", "BYTES", "128", "the length of a value; 16k is 16384"),
    KEYS("--keys", "N", "100", "znodes of each session"),
    WATCHERS("--watchers", "N", "10000", "sessions that watch, in the row watch"),
    ZNODES(
            "--znodes",
            "N",
            "1000000",
            "znodes that are loaded, in the special runs load and snapshot; 1m is a million"),
    HEAP("--heap", "SIZE", "1g", "the largest heap of each server that is started, as -Xmx has it"),
    CONFIG("--config", "KEY=VALUE", "", "a further line in the zoo.cfg of Paddock's servers; may be given again"),
    SERIES("--series", "OF=N[,...]", "", "the rows for each value of: servers, sessions, size or children"),
    SPECIAL("--special", "NAME", "", "a run of its own instead of rows: load, idle, failover, start or snapshot"),
    OUTPUT("--output", "json FILE", "", "also write all figures of all rounds"),
    SVG("--svg", "FILE", "", "also draw the medians"),
    COLOR("--color", "yes|no", "no", "whether the table has colours; bin/bench says yes on a terminal"),
    HOME("--home", "DIR", ".", "the folder of the Paddock that is started; bin/bench says its own"),
    HELP("--help", "", "", "print this");

    private final String flag;
    private final String value;
    private final String standard;
    private final String help;

    Option(String flag, String value, String standard, String help) {
        this.flag = flag;
        this.value = value;
        this.standard = standard;
        this.help = help;
    }

    /** The option of this name. */
    static Optional<Option> named(String flag) {
        return Arrays.stream(values())
                .filter(option -> option.flag.equals(flag))
                .findFirst();
    }

    /** As it is written. */
    String flag() {
        return flag;
    }

    /** What stands for its value in a text of help. */
    String value() {
        return value;
    }

    /** Its value when it is not given. */
    String standard() {
        return standard;
    }

    /** What it does. */
    String help() {
        return help;
    }

    /** How many arguments follow its name. */
    int arguments() {
        return value.isEmpty() ? 0 : value.split(" ", -1).length;
    }
}
