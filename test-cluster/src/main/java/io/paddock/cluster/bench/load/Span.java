package io.paddock.cluster.bench.load;

import java.time.Duration;

/**
 * How long a row runs.
 *
 * @param settling before anything is measured
 * @param measured while it is
 */
public record Span(Duration settling, Duration measured) {
    /** Checks. */
    public Span {
        if (settling.isNegative() || measured.isNegative() || measured.isZero()) {
            throw new IllegalArgumentException(
                    "expected some time to measure but got " + settling + " and " + measured);
        }
    }
}
