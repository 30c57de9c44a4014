package io.paddock.server.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Reads the configuration that a command line names: the side of this package that touches files. */
public final class ConfigLoader {
    private ConfigLoader() {}

    /**
     * The configuration in the file that the only argument names, or the one without a file if there is no argument.
     *
     * @param arguments of the command line: none, or the file
     * @param systemProperties of this process
     * @throws ConfigException if there are more arguments, the file cannot be read, or a setting is wrong
     */
    public static ParsedConfig load(String[] arguments, Properties systemProperties) throws ConfigException {
        Map<String, String> properties = new HashMap<>();
        systemProperties
                .stringPropertyNames()
                .forEach(name -> properties.put(name, systemProperties.getProperty(name)));
        Surroundings surroundings = new Surroundings(
                properties, ConfigLoader::read, Runtime.getRuntime().maxMemory());
        if (arguments.length == 0) {
            return ZooCfgParser.withoutFile(surroundings);
        }
        if (arguments.length > 1) {
            throw new ConfigException("expected one configuration file but found " + arguments.length + " arguments");
        }
        Path file = Path.of(arguments[0]);
        Path given = Files.isDirectory(file) ? file.resolve("zoo.cfg") : file;
        String text = read(given).orElseThrow(() -> new ConfigException(given + ": there is no such file"));
        return ZooCfgParser.parse(given.toString(), text, surroundings);
    }

    /** As UTF-8, or as Latin-1, the encoding of properties files, if it is not UTF-8. */
    private static Optional<String> read(Path path) throws ConfigException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(decode(Files.readAllBytes(path)));
        } catch (IOException e) {
            throw new ConfigException(path + ": cannot be read: " + e, e);
        }
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
