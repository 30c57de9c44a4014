package io.paddock.cluster.compare;

import io.paddock.cluster.script.Step;
import java.util.Optional;

/**
 * A place where two servers did not show the same.
 *
 * @param stepNumber the step, counted from 0
 * @param step the step itself
 * @param left what the left server showed there, if anything
 * @param right what the right one showed there, if anything
 * @param field the field in which they differ; {@code what} when they showed things of different shape
 */
public record Difference(
        int stepNumber, Step step, Optional<Observation> left, Optional<Observation> right, String field) {
    /** The value of the field on the left. */
    public String leftValue() {
        return value(left);
    }

    /** The value of the field on the right. */
    public String rightValue() {
        return value(right);
    }

    /** What stays the same while a script that shows this is shrunk. */
    String signature() {
        return field + " " + left.map(Observation::what).orElse("nothing") + " "
                + right.map(Observation::what).orElse("nothing");
    }

    private String value(Optional<Observation> side) {
        return side.flatMap(seen -> seen.value(field)).orElse("(none)");
    }

    /** Several lines for people. */
    public String text() {
        return "step " + stepNumber + ": " + step.text() + "\n  differ in: " + field + "\n  left:  "
                + left.map(Observation::text).orElse("(nothing)") + "\n  right: "
                + right.map(Observation::text).orElse("(nothing)") + "\n";
    }
}
