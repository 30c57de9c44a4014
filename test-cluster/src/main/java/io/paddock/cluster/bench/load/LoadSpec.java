package io.paddock.cluster.bench.load;

/**
 * A load: who sends what to where.
 *
 * @param sessions how many, spread over the servers
 * @param depth how many requests of a session are in flight
 * @param mix what they send
 * @param keyspace what they work on
 */
public record LoadSpec(int sessions, int depth, Mix mix, Keyspace keyspace) {
    private static final long IN_FLIGHT_BYTES_MAX = 32L << 20;
    private static final long DATA_BYTES_MAX = 96L << 20;

    /** Checks. */
    public LoadSpec {
        if (sessions < 1 || depth < 1) {
            throw new IllegalArgumentException(
                    "expected at least one session and one request in flight but got " + sessions + " and " + depth);
        }
    }

    /**
     * The same with so few requests in flight and so few znodes that large values fit into the servers' heaps: at most
     * 32 MB in flight and 96 MB of data.
     */
    public LoadSpec fitted() {
        long bytes = Math.max(1, keyspace.valueBytes());
        long depthMax = Math.max(1, IN_FLIGHT_BYTES_MAX / (bytes * sessions));
        long keysMax = Math.max(1, DATA_BYTES_MAX / (bytes * (keyspace.isShared() ? 1 : sessions)));
        return new LoadSpec(
                sessions,
                (int) Math.min(depth, depthMax),
                mix,
                new Keyspace((int) Math.min(keyspace.keys(), keysMax), keyspace.valueBytes(), keyspace.isShared()));
    }
}
