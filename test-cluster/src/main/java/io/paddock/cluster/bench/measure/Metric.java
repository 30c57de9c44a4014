package io.paddock.cluster.bench.measure;

/** Something that is measured. The order is that of the columns of a table. */
public enum Metric {
    /** Operations answered without error. */
    OPERATIONS("ops/s", "ops_per_second", Better.MORE, 0),
    /** How long half of the writes took at most. */
    WRITE_P50("write p50 us", "write_p50_us", Better.LESS, 0),
    /** How long 99 of 100 writes took at most. */
    WRITE_P99("p99", "write_p99_us", Better.LESS, 0),
    /** How long 999 of 1000 writes took at most. */
    WRITE_P999("p99.9", "write_p999_us", Better.LESS, 0),
    /** How long half of the reads took at most. */
    READ_P50("read p50 us", "read_p50_us", Better.LESS, 0),
    /** How long 99 of 100 reads took at most. */
    READ_P99("p99", "read_p99_us", Better.LESS, 0),
    /** How long 999 of 1000 reads took at most. */
    READ_P999("p99.9", "read_p999_us", Better.LESS, 0),
    /** From the write until the last watcher had its event, median of the firings. */
    EVENTS_MS("all told ms", "all_events_ms", Better.LESS, 1),
    /** The same, of the slowest firing. */
    EVENTS_MAX_MS("slowest", "all_events_slowest_ms", Better.LESS, 1),
    /** CPU time of all servers for a million operations. */
    CPU("cpu s/Mop", "cpu_seconds_per_million", Better.LESS, 1),
    /** The largest span without any write answered. */
    GAP_MS("gap ms", "longest_gap_ms", Better.LESS, 1),
    /** Requests refused, unanswered at the loss of a connection, and connections that were not to be had. */
    ERRORS("errors", "errors", Better.LESS, 0);

    /** Which way a metric is better. */
    public enum Better {
        /** The higher the better. */
        MORE,
        /** The lower the better. */
        LESS
    }

    private final String title;
    private final String key;
    private final Better better;
    private final int decimals;

    Metric(String title, String key, Better better, int decimals) {
        this.title = title;
        this.key = key;
        this.better = better;
        this.decimals = decimals;
    }

    /** The heading of its column. */
    public String title() {
        return title;
    }

    /** Its name in JSON. */
    public String key() {
        return key;
    }

    /** Which way it is better. */
    public Better better() {
        return better;
    }

    /** How many digits after the point people want to see. */
    public int decimals() {
        return decimals;
    }
}
