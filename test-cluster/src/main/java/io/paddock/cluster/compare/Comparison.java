package io.paddock.cluster.compare;

import io.paddock.cluster.script.Step;
import io.paddock.cluster.script.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What two transcripts of one script have not in common.
 *
 * @param unexplained the first difference that no known one covers
 * @param known how often each known difference was met before that, by its id
 */
public record Comparison(Optional<Difference> unexplained, Map<String, Integer> known) {
    /** Copies. */
    public Comparison {
        known = Map.copyOf(known);
    }

    /** Compares step by step, observation by observation, field by field. */
    public static Comparison of(Transcript left, Transcript right, List<KnownDifference> explanations) {
        Map<String, Integer> known = new TreeMap<>();
        for (int step = 0; step < left.script().steps().size(); step++) {
            for (Difference difference : differences(step, left, right)) {
                Optional<KnownDifference> explanation = explanations.stream()
                        .filter(each -> each.covers().test(difference))
                        .findFirst();
                if (explanation.isEmpty()) {
                    return new Comparison(Optional.of(difference), known);
                }
                known.merge(explanation.get().id(), 1, Integer::sum);
            }
        }
        return new Comparison(Optional.empty(), known);
    }

    private static List<Difference> differences(int stepNumber, Transcript left, Transcript right) {
        Step step = left.script().steps().get(stepNumber);
        List<Observation> onTheLeft = left.observations().get(stepNumber);
        List<Observation> onTheRight = right.observations().get(stepNumber);
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < Math.max(onTheLeft.size(), onTheRight.size()); i++) {
            Optional<Observation> one = at(i, onTheLeft);
            Optional<Observation> other = at(i, onTheRight);
            for (String field : differingFields(one, other)) {
                differences.add(new Difference(stepNumber, step, one, other, field));
            }
        }
        return differences;
    }

    private static Optional<Observation> at(int index, List<Observation> list) {
        return index < list.size() ? Optional.of(list.get(index)) : Optional.empty();
    }

    private static List<String> differingFields(Optional<Observation> left, Optional<Observation> right) {
        boolean isSameShape = left.map(Observation::what).equals(right.map(Observation::what))
                && left.map(Observation::session).equals(right.map(Observation::session));
        if (!isSameShape) {
            return List.of("what");
        }
        Set<String> fields = new LinkedHashSet<>();
        left.stream().flatMap(each -> each.values().stream()).map(Value::name).forEach(fields::add);
        right.stream().flatMap(each -> each.values().stream()).map(Value::name).forEach(fields::add);
        return fields.stream()
                .filter(field ->
                        !left.flatMap(each -> each.value(field)).equals(right.flatMap(each -> each.value(field))))
                .toList();
    }
}
