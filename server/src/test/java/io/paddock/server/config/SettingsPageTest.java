package io.paddock.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each setting of ZooKeeper 3.9.5 is honoured, named as one without effect, or refused; and docs/SETTINGS.md says which. */
class SettingsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "SETTINGS.md");
    private static final String INTRODUCTION = """
            # ZooKeeper's settings

            What Paddock does with each setting that ZooKeeper 3.9.5's administrator's guide names or its server reads. In `zoo.cfg` each may stand as below or with `zookeeper.` in front, and as a
            Java system property with that (`SERVER_JVMFLAGS="-Dzookeeper.maxCnxns=1000"`); a line in the file wins. A setting that is not in this list is named in a warning. What has no effect is named
            in the log at the start, with the reason; what is refused stops the start, with file, line and setting. The server's own settings begin with `paddock.`, see
            [the sample](../conf/zoo_sample.cfg). A test keeps this page equal to the code.

            | setting | Paddock |
            |---|---|
            """;
    private static final Pattern NO_EFFECT = Pattern.compile("without effect, as (.*): .*");
    private static final Pattern WARNING = Pattern.compile("\\S+: \\S+ has no effect: (.*)");
    private static final Pattern AUTOPURGE = Pattern.compile("autopurge\\.\\* has no effect: (.*)");
    private static final Pattern REFUSAL =
            Pattern.compile("\\S+: \\S+: (.*?)(: expected no such line|,)? but found .*");
    /** Settings that change nothing at this value, or nothing but what they are checked against. */
    private static final List<String> CHECKED_ONLY = List.of("peerType");

    /**
     * A setting as the list has it.
     *
     * @param key its name
     * @param value one that is not what it is anyway
     * @param needed lines that it makes sense with only
     * @param remark what the page is to say besides
     */
    record Known(String key, String value, List<String> needed, String remark) {
        static Known parse(String line) {
            String[] parts = line.split("\\|", -1);
            int equals = parts[0].indexOf('=');
            return new Known(
                    parts[0].substring(0, equals),
                    parts[0].substring(equals + 1),
                    parts.length < 2 || parts[1].isEmpty() ? List.of() : List.of(parts[1].split(";", -1)),
                    parts.length < 3 ? "" : parts[2]);
        }

        /** The configuration without it; what the setting itself replaces is left out. */
        List<String> others() {
            List<String> lines = new ArrayList<>(List.of("dataDir=/d", "clientPort=2181"));
            lines.addAll(needed);
            lines.removeIf(line -> line.startsWith(key + "="));
            return lines;
        }

        @Override
        public String toString() {
            return key;
        }
    }

    /** All settings of ZooKeeper. */
    static List<Known> settings() throws IOException {
        try (InputStream in = SettingsPageTest.class.getResourceAsStream("zookeeper-settings.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Known::parse)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aSettingIsUnderstoodAlikeInWhicheverWayItIsGiven(Known known) {
        String inFile = verdict(known, fixture(), known.key() + "=" + known.value());
        String withPrefix = verdict(known, fixture(), "zookeeper." + known.key() + "=" + known.value());
        String asProperty = verdict(known, fixture().property("zookeeper." + known.key(), known.value()), "");

        assertThat(inFile).doesNotContain("not understood");
        assertThat(withPrefix).isEqualTo(inFile);
        assertThat(asProperty).isEqualTo(inFile);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aSettingThatIsNotNamedAsOneWithoutEffectChangesTheConfiguration(Known known) throws ConfigException {
        if (verdict(known, fixture(), known.key() + "=" + known.value()).isEmpty()
                && !CHECKED_ONLY.contains(known.key())) {
            assertThat(configuration(known, known.key() + "=" + known.value())).isNotEqualTo(configuration(known, ""));
        }
    }

    /** What is configured; where it needs the setting in question, why it is none. */
    private static String configuration(Known known, String line) {
        try {
            return fixture().parse(text(known, line)).config().toString();
        } catch (ConfigException incomplete) {
            return incomplete.getMessage();
        }
    }

    @Test
    void thePageSaysWhatTheCodeDoes() throws IOException {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (Known known : settings()) {
            String verdict = verdict(known, fixture(), known.key() + "=" + known.value());
            List<String> said = new ArrayList<>(List.of(verdict.isEmpty() ? "as ZooKeeper" : verdict, known.remark()));
            said.removeIf(String::isEmpty);
            page.append("| `" + known.key() + "` | " + String.join("; ", said) + " |\n");
        }
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).hasContent(page.toString());
    }

    /** Nothing when it is honoured, else what becomes of it and why. */
    private static String verdict(Known known, ConfigFixture fixture, String line) {
        try {
            return fixture.parse(text(known, line)).notices().stream()
                    .filter(notice ->
                            notice.text().contains(known.key()) || notice.text().contains("autopurge.*"))
                    .map(notice -> noEffect(notice.text()))
                    .reduce("", (one, other) -> one + other);
        } catch (ConfigException refused) {
            Matcher reason = REFUSAL.matcher(refused.getMessage());
            assertThat(reason.matches()).as(refused.getMessage()).isTrue();
            assertThat(refused.getMessage()).contains(" " + known.key() + ": ");
            return "refused: " + reason.group(1);
        }
    }

    private static String noEffect(String notice) {
        for (Pattern pattern : List.of(NO_EFFECT, WARNING, AUTOPURGE)) {
            Matcher matcher = pattern.matcher(notice);
            if (matcher.matches()) {
                return "no effect: " + matcher.group(1);
            }
        }
        return notice;
    }

    private static String text(Known known, String line) {
        return String.join("\n", known.others()) + "\n" + line + "\n";
    }

    private static ConfigFixture fixture() {
        return new ConfigFixture()
                .file("/d/myid", "1")
                .file("/e/myid", "1")
                .file("/dynamic", ConfigFixture.THREE_SERVERS)
                .file("/password", "x");
    }
}
