package io.paddock.cluster.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paddock.cluster.bench.measure.Metric;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TallyTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Tally tally = new Tally();

    @Test
    void onlyWhatIsAnsweredWhileMeasuringCounts() {
        tally.replied(Kind.WRITE, 0, MS, 0);
        tally.startMeasuring(0);
        tally.replied(Kind.WRITE, 0, MS, MS);
        tally.replied(Kind.READ, 0, MS, MS);
        tally.replied(Kind.OTHER, 0, MS, MS);
        tally.stopMeasuring(2 * MS);
        tally.replied(Kind.READ, 0, MS, 3 * MS);

        assertThat(tally.operations()).isEqualTo(2);
        assertThat(tally.figures(Duration.ofSeconds(1))).containsEntry(Metric.OPERATIONS, 2.0);
    }

    @Test
    void percentilesOfReadsAndWritesAreApartAndWithinOnePercent() {
        tally.startMeasuring(0);
        for (int i = 1; i <= 1000; i++) {
            tally.replied(Kind.WRITE, 0, i * MS, i);
            tally.replied(Kind.READ, 0, i * MS / 10, i);
        }

        Map<Metric, Double> figures = tally.figures(Duration.ofSeconds(1));

        assertThat(figures.get(Metric.WRITE_P50)).isCloseTo(500_000, within(5_000.0));
        assertThat(figures.get(Metric.WRITE_P99)).isCloseTo(990_000, within(9_900.0));
        assertThat(figures.get(Metric.WRITE_P999)).isCloseTo(999_000, within(9_990.0));
        assertThat(figures.get(Metric.READ_P50)).isCloseTo(50_000, within(500.0));
    }

    @Test
    void errorsCountAtAnyTimeAndAreNoOperations() {
        tally.startMeasuring(0);
        tally.replied(Kind.WRITE, -101, MS, MS);
        tally.replied(Kind.WRITE, -101, MS, MS);
        tally.lost(3, "closed");

        assertThat(tally.operations()).isZero();
        assertThat(tally.errors()).isEqualTo(5);
        assertThat(tally.errorText()).contains("-101=2").contains("3 lost").contains("closed");
    }

    @Test
    void theLongestGapHasBeginningAndEndAsBounds() {
        tally.startMeasuring(0);
        tally.replied(Kind.WRITE, 0, 1, 10 * MS);
        tally.replied(Kind.WRITE, 0, 1, 50 * MS);
        assertThat(tally.longestGap()).isEqualTo(Duration.ofMillis(40));

        tally.stopMeasuring(150 * MS);
        assertThat(tally.longestGap()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aResetForgetsAll() {
        tally.startMeasuring(0);
        tally.replied(Kind.WRITE, 0, MS, MS);
        tally.lost(1, "closed");

        tally.reset();

        assertThat(tally.operations()).isZero();
        assertThat(tally.errors()).isZero();
        assertThat(tally.errorText()).isEmpty();
    }
}
