package io.paddock.cluster.compare;

import io.paddock.cluster.script.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Something that one session's client saw.
 *
 * @param session the session's name in the script
 * @param what a reply, an event, the end of the connection, ...
 * @param values its fields in their order
 */
public record Observation(String session, String what, List<Value> values) {
    /** What a watch event is called. */
    static final String EVENT = "event";

    /** Copies. */
    public Observation {
        values = List.copyOf(values);
    }

    /** The value of a field, if it is there. */
    public Optional<String> value(String name) {
        return values.stream()
                .filter(value -> value.name().equals(name))
                .map(Value::text)
                .findFirst();
    }

    /** A line for people and for golden files. */
    public String text() {
        return values.stream()
                .map(value -> value.name() + "=" + value.text())
                .collect(Collectors.joining(" ", session + " " + what + " ", ""))
                .trim();
    }
}
