package io.paddock.server.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Configurations given as text, with files that exist in memory only. */
final class ConfigFixture {
    static final long HEAP_BYTES = 1L << 30;
    static final String FILE = "conf/zoo.cfg";
    static final String THREE_SERVERS =
            "server.1=h1:2888:3888\nserver.2=h2:2888:3888:participant;2182\nserver.3=h3:2888:3888\n";

    private final Map<Path, String> files = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();

    ConfigFixture file(String path, String text) {
        files.put(Path.of(path), text);
        return this;
    }

    ConfigFixture property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    ParsedConfig parse(String text) throws ConfigException {
        return ZooCfgParser.parse(FILE, text, surroundings());
    }

    ParsedConfig withoutFile() throws ConfigException {
        return ZooCfgParser.withoutFile(surroundings());
    }

    /** A file with what every file needs, and these lines from its third on. */
    ParsedConfig parseMore(String lines) throws ConfigException {
        return parse("dataDir=/d\nclientPort=2181\n" + lines);
    }

    private Surroundings surroundings() {
        return new Surroundings(properties, path -> Optional.ofNullable(files.get(path)), HEAP_BYTES);
    }
}
