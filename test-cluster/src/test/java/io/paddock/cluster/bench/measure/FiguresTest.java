package io.paddock.cluster.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FiguresTest {
    private static Figures operations(double value) {
        return Figures.of(Map.of(Metric.OPERATIONS, value));
    }

    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        assertThat(Figures.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5.0);
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        assertThat(Figures.median(List.of(9.0, 1.0, 5.0, 6.0))).isEqualTo(5.5);
    }

    @Test
    void nothingHasNoMedian() {
        assertThatThrownBy(() -> Figures.median(List.<Double>of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theMedianOfAMetricTakesOnlyTheRunsThatHaveIt() {
        Figures withReads = Figures.of(Map.of(Metric.OPERATIONS, 10.0, Metric.READ_P50, 300.0));

        Figures median = Figures.median(List.of(operations(30), withReads, operations(20)));

        assertThat(median.value(Metric.OPERATIONS)).hasValue(20);
        assertThat(median.value(Metric.READ_P50)).hasValue(300);
        assertThat(median.value(Metric.WRITE_P50)).isEmpty();
    }

    @Test
    void aRatioIsTakenOfMetricsThatBothHaveAndNeverOfZero() {
        Figures base = Figures.of(Map.of(Metric.OPERATIONS, 200.0, Metric.ERRORS, 0.0, Metric.CPU, 4.0));
        Figures other = Figures.of(Map.of(Metric.OPERATIONS, 500.0, Metric.ERRORS, 3.0, Metric.READ_P50, 1.0));

        Figures ratio = other.ratioTo(base);

        assertThat(ratio.metrics()).containsExactly(Metric.OPERATIONS);
        assertThat(ratio.value(Metric.OPERATIONS).getAsDouble()).isCloseTo(2.5, within(1e-9));
    }

    @Test
    void ratiosAreThoseOfTheMediansToTheFirstSide() {
        Results results = new Results();
        for (double value : new double[] {100, 300, 200}) {
            results.add("w1", "base", operations(value));
            results.add("w1", "other", operations(value * 3));
        }

        assertThat(results.ratio("w1", "other").value(Metric.OPERATIONS)).hasValue(3);
        assertThat(results.ratio("w1", "base").metrics()).isEmpty();
        assertThat(results.rounds("w1", "base")).hasSize(3);
    }
}
