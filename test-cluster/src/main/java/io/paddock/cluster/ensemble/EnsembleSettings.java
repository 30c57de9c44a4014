package io.paddock.cluster.ensemble;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an ensemble is made of.
 *
 * @param kind the product its servers run
 * @param size the number of servers; one means a standalone server
 * @param tickTimeMs the server's tick, which bounds session time-outs
 * @param observers how many of them do not vote: those with the highest ids
 * @param config further lines of zoo.cfg
 * @param jvmArguments further arguments of each server's JVM, such as system properties
 */
public record EnsembleSettings(
        ServerKind kind,
        int size,
        int observers,
        int tickTimeMs,
        Map<String, String> config,
        List<String> jvmArguments) {
    private static final int TICK_TIME_MS = 2000;

    /** Checks and copies. */
    public EnsembleSettings {
        if (size < 1 || tickTimeMs < 1) {
            throw new IllegalArgumentException(
                    "expected a size and a tick above 0 but got " + size + " and " + tickTimeMs);
        }
        if (observers < 0 || observers >= size) {
            throw new IllegalArgumentException("expected a voter at least but got " + observers + " of " + size);
        }
        config = Map.copyOf(config);
        jvmArguments = List.copyOf(jvmArguments);
    }

    /** So many servers of a kind with ZooKeeper's usual tick and nothing special. */
    public static EnsembleSettings of(ServerKind kind, int size) {
        return new EnsembleSettings(kind, size, 0, TICK_TIME_MS, Map.of(), List.of());
    }

    /** The same with another tick. */
    public EnsembleSettings withTickTimeMs(int newTickTimeMs) {
        return new EnsembleSettings(kind, size, observers, newTickTimeMs, config, jvmArguments);
    }

    /** The same with so many servers more that do not vote. */
    public EnsembleSettings withObservers(int more) {
        return new EnsembleSettings(kind, size + more, observers + more, tickTimeMs, config, jvmArguments);
    }

    /** The same with one more line of zoo.cfg. */
    public EnsembleSettings withConfig(String key, String value) {
        Map<String, String> more = new TreeMap<>(config);
        more.put(key, value);
        return new EnsembleSettings(kind, size, observers, tickTimeMs, more, jvmArguments);
    }

    /** The same with one more argument for each server's JVM. */
    public EnsembleSettings withJvmArgument(String argument) {
        List<String> more = new ArrayList<>(jvmArguments);
        more.add(argument);
        return new EnsembleSettings(kind, size, observers, tickTimeMs, config, more);
    }
}
