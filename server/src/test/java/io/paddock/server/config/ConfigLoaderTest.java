package io.paddock.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theFileAndMyidAreReadFromDisk() throws IOException, ConfigException {
        Path config = folder.resolve("zoo.cfg");
        Files.writeString(config, "clientPort=2181\ndataDir=" + folder + "\n" + "server.7=h:1:2\n");
        Files.writeString(folder.resolve("myid"), "7\n");

        ServerConfig loaded = ConfigLoader.load(new String[] {config.toString()}, new Properties())
                .config();

        assertThat(loaded.ensemble().serverId()).isEqualTo(7);
        assertThat(loaded.storage().dataDir()).isEqualTo(folder);
    }

    @Test
    void namesMayBeWrittenInUtf8OrLatin1() throws IOException, ConfigException {
        Path config = folder.resolve("zoo.cfg");
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
            Files.writeString(config, "clientPort=1\npaddock.clusterName=\u00e4\ndataDir=/d\n", charset);

            ServerConfig loaded = ConfigLoader.load(new String[] {config.toString()}, new Properties())
                    .config();

            assertThat(loaded.ensemble().clusterName()).isEqualTo("\u00e4");
        }
    }

    @Test
    void aDirectoryStandsForTheFileInIt() throws IOException, ConfigException {
        Files.writeString(folder.resolve("zoo.cfg"), "clientPort=2999\ndataDir=/d\n");

        ServerConfig loaded = ConfigLoader.load(new String[] {folder.toString()}, new Properties())
                .config();

        assertThat(loaded.clientPort().listen().port()).isEqualTo(2999);
    }

    @Test
    void theSampleIsUnderstoodAndShowsTheDefaults() throws IOException, ConfigException {
        String sample = Files.readString(Path.of("..", "conf", "zoo_sample.cfg"));
        String allSet = sample.replaceAll("(?m)^#(?=[a-zA-Z0-9.]+=)(?!server\\.)", "");
        assertThat(allSet).contains("\nmaxClientCnxns=60\n").contains("\n#server.1=");

        ParsedConfig asItIs = new ConfigFixture().parse(sample);
        ParsedConfig uncommented = new ConfigFixture().parse(allSet);

        assertThat(asItIs.notices()).isEmpty();
        assertThat(uncommented.notices()).isEmpty();
        assertThat(uncommented.config()).isEqualTo(asItIs.config());
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        Path missing = folder.resolve("nope.cfg");

        assertThatThrownBy(() -> ConfigLoader.load(new String[] {missing.toString()}, new Properties()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(missing + ": there is no such file");
    }

    @Test
    void oneArgumentIsEnough() {
        assertThatThrownBy(() -> ConfigLoader.load(new String[] {"a", "b"}, new Properties()))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void theDataDirectoryIsPrintedForScripts() {
        Properties properties = new Properties();
        properties.setProperty("zookeeper.dataDir", folder.resolve("x/../data").toString());

        int status = PrintDataDirectory.run(new String[] {}, properties, stream(out), stream(err));

        assertThat(status).isZero();
        assertThat(text(out)).isEqualTo(folder.resolve("data") + System.lineSeparator());
    }

    @Test
    void aWrongConfigurationEndsWithStatusTwoAndTheReason() throws IOException {
        Path config = folder.resolve("zoo.cfg");
        Files.writeString(config, "dataDir=/d\nclientPort=lots\n");

        int status =
                PrintDataDirectory.run(new String[] {config.toString()}, new Properties(), stream(out), stream(err));

        assertThat(status).isEqualTo(2);
        assertThat(text(out)).isEmpty();
        assertThat(text(err)).startsWith(config + ":2: clientPort: expected a whole number");
    }

    @Test
    void theStatusFileHoldsTheLastWord() throws IOException {
        Path file = folder.resolve("status");
        StatusFile status = StatusFile.of(Map.of(StatusFile.PROPERTY, file.toString()));

        status.waitingForPeers();
        assertThat(Files.readString(file)).isEqualTo("waiting-for-peers\n");
        status.serving("127.0.0.1:2181");
        assertThat(Files.readString(file)).isEqualTo("serving 127.0.0.1:2181\n");
        status.failed("port is taken\n  by another\n");
        assertThat(Files.readString(file)).isEqualTo("failed: port is taken; by another\n");
    }

    @Test
    void withoutTheSystemPropertyNothingIsWritten() throws IOException {
        StatusFile.of(Map.of()).serving("127.0.0.1:2181");

        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
