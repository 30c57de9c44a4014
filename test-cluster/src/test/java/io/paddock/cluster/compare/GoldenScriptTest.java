package io.paddock.cluster.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.script.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The details that re-implementations most often miss, each as a script with the transcript that a real ZooKeeper
 * gives. With {@code -Dgolden.rewrite=true} the transcripts are written anew from what it gives now.
 */
final class GoldenScriptTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
    private static final String SCRIPT = ".script";
    private static final String EXPECTED = ".expected";
    private static final String NEEDS_FRESH_SERVER = "# fresh";
    private static final String NEEDS_SETTING = "# with ";

    private static Contestant zookeeper;
    private static Contestant paddock;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        zookeeper = Contestant.fresh(ServerKind.ZOOKEEPER, 1, List.of());
        paddock = Contestant.fresh(ServerKind.PADDOCK, 1, List.of());
    }

    @AfterAll
    static void stop() throws IOException {
        zookeeper.close();
        paddock.close();
    }

    @ParameterizedTest
    @MethodSource("names")
    void zookeeperDoesWhatIsWrittenDown(String name) throws IOException, InterruptedException {
        String transcript = transcript(name, ServerKind.ZOOKEEPER, zookeeper);

        Path expected = FOLDER.resolve(name + EXPECTED);
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(expected, transcript);
        }
        assertThat(transcript).isEqualTo(Files.readString(expected));
    }

    @ParameterizedTest
    @MethodSource("names")
    void paddockDoesWhatIsWrittenDown(String name) throws IOException, InterruptedException {
        assertThat(transcript(name, ServerKind.PADDOCK, paddock))
                .isEqualTo(Files.readString(FOLDER.resolve(name + EXPECTED)));
    }

    /** A first line may ask for a server without history, or for one of its own with a further argument of the JVM. */
    private static String transcript(String name, ServerKind kind, Contestant usual)
            throws IOException, InterruptedException {
        String text = Files.readString(FOLDER.resolve(name + SCRIPT));
        if (text.startsWith(NEEDS_SETTING)) {
            String setting = text.lines().findFirst().orElseThrow().substring(NEEDS_SETTING.length());
            try (Contestant special = Contestant.fresh(kind, 1, List.of(setting))) {
                return transcript(name, text, special);
            }
        }
        if (text.startsWith(NEEDS_FRESH_SERVER)) {
            usual.renew();
        }
        return transcript(name, text, usual);
    }

    private static String transcript(String name, String text, Contestant contestant)
            throws IOException, InterruptedException {
        return ScriptRunner.run(contestant.target(), Script.parse(name, text), "golden")
                .text();
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SCRIPT))
                    .map(name -> name.substring(0, name.length() - SCRIPT.length()))
                    .sorted()
                    .toList();
        }
    }
}
