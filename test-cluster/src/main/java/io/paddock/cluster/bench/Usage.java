package io.paddock.cluster.bench;

import io.paddock.cluster.bench.load.Row;
import io.paddock.cluster.bench.special.Special;
import java.util.Locale;

/** The text of {@code --help}. */
final class Usage {
    private static final String HEAD = """
        usage: bin/bench [OPTION ...]
        Measures Paddock, or any servers that speak ZooKeeper's client protocol.

        options:
        """;

    private static final String EXAMPLES = """

        examples:
          bin/bench                                           one server of Paddock, all rows
          bin/bench --ensemble 3 --against zookeeper          three of each in turn, with ratios
          bin/bench --servers 10.0.0.1:2181,10.0.0.2:2181 --rows w16,r16
          bin/bench --against ../paddock-before --rows w16    another Paddock's folder: before and after
          bin/bench --against zookeeper --output json all.json --svg all.svg
          bin/bench --series sessions=10,30,100,300,1000,3000
          bin/bench --series size=16,128,1k,16k,128k,512k --rows w16,r16
          bin/bench --special load --znodes 10m --heap 512m --rounds 1
          bin/bench --special failover --rounds 10 --against zookeeper

        exit status: 0 all was measured; 1 servers or rows failed; 2 a wrong command line
        """;

    private Usage() {}

    /** The whole text. */
    static String text() {
        StringBuilder text = new StringBuilder(HEAD);
        for (Option option : Option.values()) {
            String name = option.flag() + " " + option.value();
            String standard =
                    option.standard().isEmpty() || option == Option.HOME ? "" : " (" + option.standard() + ")";
            text.append(String.format(Locale.ROOT, "  %-28s %s%s%n", name, option.help(), standard));
        }
        text.append("\nrows (30 sessions unless said otherwise, spread over the servers):\n");
        for (Row row : Row.values()) {
            text.append(String.format(Locale.ROOT, "  %-28s %s%n", row.title(), row.meaning()));
        }
        text.append("\nspecial runs:\n");
        for (Special special : Special.values()) {
            text.append(String.format(Locale.ROOT, "  %-28s %s%n", special.title(), special.meaning()));
        }
        return text.append(EXAMPLES).toString();
    }
}
