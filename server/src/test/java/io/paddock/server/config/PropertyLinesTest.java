package io.paddock.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PropertyLinesTest {

    /** java.util.Properties is the judge; jqwik prints the seed of a text that it reads differently. */
    @Property(tries = 2000)
    void everyTextMeansWhatItMeansToProperties(@ForAll("texts") String text) throws IOException, ConfigException {
        Properties judge = new Properties();
        judge.load(new StringReader(text));
        Map<String, String> expected = new LinkedHashMap<>();
        judge.forEach((key, value) ->
                expected.put(key.toString().trim(), value.toString().trim()));
        // Keys that differ in escaped blanks only: Properties forgets which of them came last.
        Assume.that(expected.size() == judge.size());

        Map<String, String> read = new LinkedHashMap<>();
        for (PropertyLines.Line line : PropertyLines.read("f", text)) {
            read.put(line.key(), line.value());
        }

        assertThat(read).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a", "b", "=", ":", "#", "!", "\\", "\\\n", "\n", "\r", "\r\n", " ", "\t", "\f", "\\u0041",
                        "x=y")
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts).replace("\\u0041", "<u>").replaceAll("\\\\+<u>", "<u>"));
    }

    @Test
    void aLineIsNumberedByWhereItBegins() throws ConfigException {
        String text = "# first\n\nclientPort=2181\r\nserver.1=a:\\\n    1:2\n dataDir : /data \n";

        assertThat(PropertyLines.read("zoo.cfg", text))
                .containsExactly(
                        new PropertyLines.Line(3, "clientPort", "2181"),
                        new PropertyLines.Line(4, "server.1", "a:1:2"),
                        new PropertyLines.Line(6, "dataDir", "/data"));
    }

    @Test
    void aKeyGivenTwiceIsThereTwice() throws ConfigException {
        assertThat(PropertyLines.read("f", "a=1\na=2"))
                .containsExactly(new PropertyLines.Line(1, "a", "1"), new PropertyLines.Line(2, "a", "2"));
    }

    @Test
    void anEscapeThatIsCutOffIsAnErrorWithItsLine() {
        assertThatThrownBy(() -> PropertyLines.read("zoo.cfg", "a=1\nb=\\u12"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("zoo.cfg:2: ");
    }
}
