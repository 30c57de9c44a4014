package io.paddock.server.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a configuration depends on besides its own text, handed over so that parsing is a pure function.
 *
 * @param systemProperties the Java system properties; those that begin with {@code zookeeper.} are settings
 * @param files how {@code myid} and the dynamic configuration file are read
 * @param heapBytesMax the largest heap this process may use
 */
public record Surroundings(Map<String, String> systemProperties, TextFiles files, long heapBytesMax) {
    /** Copies the properties. */
    public Surroundings {
        systemProperties = Map.copyOf(systemProperties);
    }

    /** Reads small text files. */
    @FunctionalInterface
    public interface TextFiles {
        /**
         * The text of the file, or empty if there is none.
         *
         * @throws ConfigException if it is there but cannot be read
         */
        Optional<String> read(Path path) throws ConfigException;
    }
}
