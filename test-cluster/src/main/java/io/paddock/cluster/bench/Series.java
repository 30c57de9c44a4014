package io.paddock.cluster.bench;

import io.paddock.cluster.bench.load.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What grows from one run of the rows to the next.
 *
 * @param of what it is
 * @param values how it grows
 */
record Series(Of of, List<Integer> values) {
    /** What may grow. */
    enum Of {
        SERVERS,
        SESSIONS,
        SIZE,
        CHILDREN
    }

    /** Copies. */
    Series {
        values = List.copyOf(values);
    }

    /** Reads {@code servers=1,3,5} and the like. */
    static Series parse(String text) {
        int at = text.indexOf('=');
        String name = at < 0 ? text : text.substring(0, at);
        Of of = Arrays.stream(Of.values())
                .filter(each -> titleOf(each).equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "a series is one of servers, sessions, size and children, as in servers=1,3,5; not '" + text
                                + "'"));
        if (at < 0) {
            throw new UsageException("the series " + name + " needs values, as in " + name + "=1,10,100");
        }
        List<Integer> values = new ArrayList<>();
        for (String value : text.substring(at + 1).split(",", -1)) {
            values.add(
                    of == Of.SIZE
                            ? Amount.bytes(value, 0, "a size in --series")
                            : Amount.count(value, 1, "a value of " + name + " in --series"));
        }
        return new Series(of, values);
    }

    /** The rows that show most of it. */
    List<Row> usualRows() {
        return switch (of) {
            case SERVERS -> List.of(Row.W1, Row.W16, Row.R16, Row.M16);
            case SESSIONS -> List.of(Row.W1, Row.W16, Row.R16);
            case SIZE -> List.of(Row.W1, Row.W16, Row.R16);
            case CHILDREN -> List.of(Row.C16, Row.W16, Row.R16);
        };
    }

    private static String titleOf(Of of) {
        return of.name().toLowerCase(Locale.ROOT);
    }

    /** How a value is called in tables. */
    String label(int value) {
        return titleOf(of) + "=" + value;
    }
}
