package io.paddock.cluster.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.cluster.bench.load.Row;
import io.paddock.cluster.bench.load.Span;
import io.paddock.cluster.bench.special.Special;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionsTest {
    private static Options parse(String line) {
        return Options.parse(line.isEmpty() ? List.of() : List.of(line.split(" ", -1)));
    }

    @Test
    void withoutOptionsOnePaddockIsStartedForAllRows() {
        Options options = parse("");

        assertThat(options.servers()).isEmpty();
        assertThat(options.setup().size()).isEqualTo(1);
        assertThat(options.rows()).containsExactly(Row.values());
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.span()).isEqualTo(new Span(Duration.ofSeconds(2), Duration.ofSeconds(6)));
        assertThat(options.sessions()).isEqualTo(30);
        assertThat(options.keyspace().valueBytes()).isEqualTo(128);
        assertThat(options.sessionsGiven()).isEmpty();
        assertThat(options.hasColor()).isFalse();
    }

    @Test
    void everythingCanBeSaid() {
        Options options = parse("--servers a:1,b:2 --rows w16,one --rounds 5 --seconds 9 --settle 0 --warmup 1"
                + " --sessions 1k --size 16k --keys 7 --watchers 12 --output json o.json --svg o.svg --color yes");

        assertThat(options.servers().stream().map(InetSocketAddress::getHostString))
                .containsExactly("a", "b");
        assertThat(options.rows()).containsExactly(Row.W16, Row.ONE);
        assertThat(options.rounds()).isEqualTo(5);
        assertThat(options.span()).isEqualTo(new Span(Duration.ZERO, Duration.ofSeconds(9)));
        assertThat(options.sessions()).isEqualTo(1000);
        assertThat(options.keyspace().valueBytes()).isEqualTo(16 << 10);
        assertThat(options.keyspace().keys()).isEqualTo(7);
        assertThat(options.jsonFile()).contains(Path.of("o.json"));
        assertThat(options.svgFile()).contains(Path.of("o.svg"));
        assertThat(options.hasColor()).isTrue();
    }

    @Test
    void aPictureIsNamedAfterWhatDoesNotGrow() {
        List<String> sides = List.of("one", "other");

        assertThat(BenchMain.title(parse(""), sides))
                .isEqualTo("one and other: 1 server, 128 bytes a value, 30 sessions");
        assertThat(BenchMain.title(parse("--series servers=1,3"), sides))
                .isEqualTo("one and other: 128 bytes a value, 30 sessions");
        assertThat(BenchMain.title(parse("--ensemble 3 --series size=1k,2k"), sides))
                .isEqualTo("one and other: 3 servers, 30 sessions");
        assertThat(BenchMain.title(parse("--servers a:1 --series sessions=1,2"), sides))
                .isEqualTo("one and other: 128 bytes a value");
    }

    @Test
    void theLastOfAnOptionCountsButConfigLinesAddUp() {
        Options options = parse("--rounds 1 --rounds 2 --config a=1 --config b=x=y --heap 512m");

        assertThat(options.rounds()).isEqualTo(2);
        assertThat(options.setup().config())
                .containsEntry("a", "1")
                .containsEntry("b", "x=y")
                .hasSize(2);
        assertThat(options.setup().heap()).isEqualTo("512m");
    }

    @Test
    void aSeriesBringsItsOwnRowsUnlessSomeAreNamed() {
        assertThat(parse("--series children=1,100k").rows()).containsExactly(Row.C16, Row.W16, Row.R16);
        assertThat(parse("--series children=1,100k --rows e16").rows()).containsExactly(Row.E16);
        assertThat(parse("--series children=1,100k").series().orElseThrow().values())
                .containsExactly(1, 100_000);
        assertThat(parse("--series size=16,1k").series().orElseThrow().values()).containsExactly(16, 1024);
    }

    @Test
    void specialRunsHaveNames() {
        for (String name : Special.names()) {
            assertThat(parse("--special " + name).special().orElseThrow().title())
                    .isEqualTo(name);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --nonsense                         | there is no option '--nonsense'
        w16                                | there is no option 'w16'
        --rounds                           | --rounds needs N
        --rounds 0                         | --rounds must be 1 or more
        --rounds many                      | --rounds must be a number, not 'many'
        --sessions 9999m                   | --sessions must be
        --rows w16,w17                     | there is no row 'w17'; there are w1, w16
        --servers localhost                | --servers needs HOST:PORT, not 'localhost'
        --servers a:99999                  | --servers needs HOST:PORT
        --heap lots                        | --heap needs a size
        --config novalue                   | --config needs KEY=VALUE
        --series disks=1,2                 | a series is one of
        --series servers                   | needs values
        --series sessions=1,x              | must be a number
        --special nothing                  | there is no special run 'nothing'; there are load
        --special load --series size=1     | do not go together
        --special load --servers a:1       | does not take --servers
        --special load --rows w1           | not for --special
        --series servers=1,3 --servers a:1 | does not take --servers
        --servers a:1 --ensemble 3         | --ensemble is for servers that are started
        --output xml f                     | --output knows the format json
        --output json                      | --output needs json FILE
        --color green                      | --color is yes or no
        """)
    void whatIsWrongIsSaid(String line, String reason) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(UsageException.class).hasMessageContaining(reason);
    }
}
