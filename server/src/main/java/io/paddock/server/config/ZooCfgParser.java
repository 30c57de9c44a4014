package io.paddock.server.config;

import io.paddock.server.config.SettingSource.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Turns the text of a {@code zoo.cfg} and system properties into settings. A pure function of its arguments: files are
 * read through {@link Surroundings} only.
 *
 * <p>A line of the file wins over a system property, as in ZooKeeper. The keys are told in the sample
 * {@code conf/zoo_sample.cfg}.
 */
public final class ZooCfgParser {
    /** Read by Java itself; asked for here to tell a server that wants SASL from one that does not. */
    private static final String JAAS_FILE = "java.security.auth.login.config";

    private static final String LOOPBACK = "127.0.0.1";
    private static final String DEFAULT_DATA_DIR = "data";

    /** System properties that the start scripts and Main use themselves. */
    private static final List<String> LAUNCHER_PROPERTIES = List.of(StatusFile.PROPERTY, "paddock.logFile");

    private final SettingSource source;
    private final Surroundings surroundings;
    private final String file;

    private ZooCfgParser(String file, SettingSource source, Surroundings surroundings) {
        this.file = file;
        this.source = source;
        this.surroundings = surroundings;
    }

    /**
     * Reads a configuration.
     *
     * @param file the file's name, for messages
     * @param text what it holds
     * @throws ConfigException naming file, line and key of the first setting that is wrong
     */
    public static ParsedConfig parse(String file, String text, Surroundings surroundings) throws ConfigException {
        List<PropertyLines.Line> lines = PropertyLines.read(file, text);
        SettingSource source = new SettingSource(file, lines, surroundings.systemProperties());
        return new ZooCfgParser(file, source, surroundings).parsed();
    }

    /**
     * The configuration without a file: one server on 127.0.0.1:2181 with its data under {@code ./data}, save what
     * system properties say.
     *
     * @throws ConfigException naming the system property that is wrong
     */
    public static ParsedConfig withoutFile(Surroundings surroundings) throws ConfigException {
        SettingSource source = new SettingSource("", List.of(), surroundings.systemProperties());
        return new ZooCfgParser("", source, surroundings).parsed();
    }

    private ParsedConfig parsed() throws ConfigException {
        Path dataDir = dataDir();
        EnsembleSettings ensemble = new EnsembleReader(source, surroundings, dataDir).read();
        ClientPortSettings clientPort = ClientPortSettings.from(source, surroundings.files(), clientAddress(ensemble));
        if (clientPort.listen().isNone() && clientPort.secureListen().isNone()) {
            throw new ConfigException(file + ": clientPort is not set, nor secureClientPort, nor a client port in this"
                    + " server's server.N line");
        }
        ServerConfig config = new ServerConfig(
                clientPort,
                ensemble,
                SessionSettings.from(source, ensemble.tickTimeMs()),
                LimitSettings.from(source),
                ConnectionThrottle.from(source),
                RequestThrottle.from(source),
                ZnodeSettings.from(source),
                RequestSettings.from(source),
                StorageSettings.from(source, dataDir, surroundings.heapBytesMax()),
                AuthSettings.from(source, surroundings.systemProperties().getOrDefault(JAAS_FILE, "")),
                TlsSettings.ofPeers(source, surroundings.files()),
                AdminSettings.from(source));
        IgnoredSettings.note(source);
        LAUNCHER_PROPERTIES.forEach(source::find);
        return new ParsedConfig(config, source.notices());
    }

    private boolean hasFile() {
        return !file.isEmpty();
    }

    private Path dataDir() throws ConfigException {
        Path path = source.path("dataDir", hasFile() ? "" : DEFAULT_DATA_DIR);
        if (path.toString().isEmpty()) {
            throw new ConfigException(file + ": dataDir is not set");
        }
        return path;
    }

    /** The own {@code server.N} line's client address if it has one; else what clientPort says. */
    private HostPort clientAddress(EnsembleSettings ensemble) throws ConfigException {
        HostPort fromKeys = hasFile()
                ? ClientPortSettings.address(source, "clientPort", "clientPortAddress")
                : new HostPort(
                        source.text("clientPortAddress", LOOPBACK),
                        source.number("clientPort", ClientPortSettings.CLIENT_PORT, 0, HostPort.PORT_MAX));
        HostPort fromLine = ensemble.self().map(EnsembleMember::clientAddress).orElse(HostPort.NONE);
        if (fromLine.isNone()) {
            return fromKeys;
        }
        Optional<Setting> port = source.find("clientPort");
        if (port.isPresent() && fromKeys.port() != fromLine.port()) {
            throw SettingSource.wrong(
                    port.get(), "expected " + fromLine.port() + ", which server." + ensemble.serverId() + " says,");
        }
        return fromLine;
    }
}
