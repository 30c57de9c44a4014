package io.paddock.cluster.bench.special;

import io.paddock.cluster.bench.measure.Facts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The special runs. */
public enum Special {
    /** Very many znodes. */
    LOAD("very many znodes of 100 bytes into one server: rate, heap, disk, restart, all read back"),
    /** Idle sessions. */
    IDLE("very many idle sessions on one server: CPU and heap"),
    /** The loss of the leader. */
    FAILOVER("kill -9 of the leader of three: the span without a write answered"),
    /** The start. */
    START("from the start of an empty server until it serves"),
    /** Snapshots. */
    SNAPSHOT("writes to one server that holds many znodes, with frequent snapshots and without any");

    private final String meaning;

    Special(String meaning) {
        this.meaning = meaning;
    }

    /** The names of all. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Special::title).toList();
    }

    /** The one of a name. */
    public static Optional<Special> named(String name) {
        return Arrays.stream(values()).filter(each -> each.title().equals(name)).findFirst();
    }

    /** Its name, as people write it. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it does, for people. */
    public String meaning() {
        return meaning;
    }

    /**
     * Runs it; every server it starts is stopped when it returns or throws.
     *
     * @throws io.paddock.cluster.bench.measure.BenchFailure when servers do not do what they should
     */
    public Facts run(SpecialPlan plan) throws InterruptedException {
        return switch (this) {
            case LOAD -> new LargeLoad(plan).run();
            case IDLE -> new IdleSessions(plan).run();
            case FAILOVER -> new Failover(plan).run();
            case START -> new StartUp(plan).run();
            case SNAPSHOT -> new SnapshotStall(plan).run();
        };
    }
}
