package io.paddock.cluster.script;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Steps of several sessions.
 *
 * @param name where it comes from, such as its seed
 * @param steps one after the other
 */
public record Script(String name, List<Step> steps) {
    /** Copies. */
    public Script {
        steps = List.copyOf(steps);
    }

    /** The script that a text tells, a step a line; empty lines and those after {@code #} are left out. */
    public static Script parse(String name, String text) {
        return new Script(
                name,
                text.lines()
                        .map(String::trim)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .map(Step::parse)
                        .toList());
    }

    /** The same with other steps. */
    public Script withSteps(List<Step> newSteps) {
        return new Script(name, newSteps);
    }

    /** The text that {@link #parse} reads. */
    public String text() {
        return steps.stream().map(Step::text).collect(Collectors.joining("\n", "", "\n"));
    }

    /** The number of requests in all steps. */
    public int requestCount() {
        return steps.stream()
                .mapToInt(step -> step instanceof Step.Requests requests
                        ? requests.operations().size()
                        : 1)
                .sum();
    }
}
