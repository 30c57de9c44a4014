package io.paddock.cluster.bench.load;

import io.paddock.cluster.bench.load.Mix.Writes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows of the benchmark: its workloads. */
public enum Row {
    /** Writes, one at a time. */
    W1("setData, 1 in flight", 1, 100, Writes.SET),
    /** Writes. */
    W16("setData, 16 in flight", 16, 100, Writes.SET),
    /** Writes, deep. */
    W100("setData, 100 in flight", 100, 100, Writes.SET),
    /** Creates and deletes. */
    C16("create and delete in turn, 16 in flight", 16, 100, Writes.CREATE_AND_DELETE),
    /** Sequential ephemerals. */
    E16("create of sequential ephemerals, 16 in flight", 16, 100, Writes.SEQUENTIAL_EPHEMERAL),
    /** Reads. */
    R16("getData, 16 in flight", 16, 0, Writes.SET),
    /** Reads, deep. */
    R100("getData, 100 in flight", 100, 0, Writes.SET),
    /** Mostly reads. */
    M16("30 % setData, 70 % getData, 16 in flight", 16, 30, Writes.SET),
    /** One session. */
    ONE("one session, one setData at a time", 1, 100, Writes.SET),
    /** Watches. */
    WATCH("many watchers of one znode: from a write until all have their event", 1, 0, Writes.SET),
    /** Sessions. */
    SESSION("sessions opened and closed, one after the other by each client", 1, 0, Writes.SET);

    private static final int KEYS_OF_ONE = 10;

    private final String meaning;
    private final int depth;
    private final int writePercent;
    private final Writes writes;

    Row(String meaning, int depth, int writePercent, Writes writes) {
        this.meaning = meaning;
        this.depth = depth;
        this.writePercent = writePercent;
        this.writes = writes;
    }

    /** The names of all rows. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Row::title).toList();
    }

    /** The row of a name. */
    public static Optional<Row> named(String name) {
        return Arrays.stream(values()).filter(row -> row.title().equals(name)).findFirst();
    }

    /** Its name, as people write it. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it does, for people. */
    public String meaning() {
        return meaning;
    }

    /** The load of this row with so many sessions on a keyspace; one session is always one. */
    public LoadSpec spec(int sessions, Keyspace keyspace) {
        Mix mix = new Mix(writePercent, writes);
        if (this == ONE) {
            int keys = Math.min(KEYS_OF_ONE, keyspace.keys());
            return new LoadSpec(1, depth, mix, new Keyspace(keys, keyspace.valueBytes(), keyspace.isShared())).fitted();
        }
        return new LoadSpec(sessions, depth, mix, keyspace).fitted();
    }
}
