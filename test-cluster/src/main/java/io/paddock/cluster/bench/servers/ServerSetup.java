package io.paddock.cluster.bench.servers;

import java.util.Map;
import java.util.TreeMap;

/**
 * What servers of the benchmark's own are started with.
 *
 * @param size how many; one stands alone
 * @param heap the largest heap of each, as {@code -Xmx} has it
 * @param config further lines of zoo.cfg
 */
public record ServerSetup(int size, String heap, Map<String, String> config) {
    /** Checks and copies. */
    public ServerSetup {
        if (size < 1) {
            throw new IllegalArgumentException("expected at least one server but got " + size);
        }
        config = Map.copyOf(config);
    }

    /** The same with another number of servers. */
    public ServerSetup withSize(int newSize) {
        return new ServerSetup(newSize, heap, config);
    }

    /** The same with one more line of zoo.cfg. */
    public ServerSetup with(String key, String value) {
        Map<String, String> more = new TreeMap<>(config);
        more.put(key, value);
        return new ServerSetup(size, heap, more);
    }
}
