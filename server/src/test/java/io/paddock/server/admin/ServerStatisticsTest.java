package io.paddock.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class ServerStatisticsTest {

    @Test
    void nothingCountedIsShownAsZero() {
        Summary summary = new Summary();

        assertThat(summary.min()).isZero();
        assertThat(summary.max()).isZero();
        assertThat(summary.average()).isZero();
    }

    @Property(tries = 200)
    void aSummaryIsThatOfItsValues(@ForAll @NotEmpty List<@LongRange(min = 0, max = 1_000_000) Long> values) {
        Summary summary = new Summary();
        values.forEach(summary::add);
        LongStream all = values.stream().mapToLong(Long::longValue);
        var judge = all.summaryStatistics();

        assertThat(summary.count()).isEqualTo(judge.getCount());
        assertThat(summary.sum()).isEqualTo(judge.getSum());
        assertThat(summary.min()).isEqualTo(judge.getMin());
        assertThat(summary.max()).isEqualTo(judge.getMax());
        assertThat(summary.average()).isBetween(judge.getAverage() - 0.00005001, judge.getAverage() + 0.00005001);
    }

    @Property(tries = 200)
    void aQuantileIsWithinASixteenthOfTheTrueOne(
            @ForAll @NotEmpty List<@LongRange(min = 0, max = Long.MAX_VALUE) Long> values) {
        Quantiles quantiles = new Quantiles();
        values.forEach(quantiles::add);
        List<Long> sorted = new ArrayList<>(values);
        sorted.sort(null);

        for (double part : new double[] {0.5, 0.95, 0.99}) {
            long truth = sorted.get((int) Math.ceil(values.size() * part) - 1);
            assertThat(quantiles.at(part)).isBetween(truth - truth / 16, truth);
        }
    }

    @Test
    void smallValuesHaveExactQuantiles() {
        Quantiles quantiles = new Quantiles();
        for (int value = 1; value <= 50; value++) {
            quantiles.add(value);
        }

        assertThat(quantiles.at(0.5)).isEqualTo(25);
        assertThat(quantiles.at(0.999)).isEqualTo(50);
        quantiles.reset();
        assertThat(quantiles.at(0.5)).isZero();
    }

    @Test
    void readsAndUpdatesAreSummedApartAndTogether() {
        ServerStatistics statistics = new ServerStatistics();

        statistics.readAnswered(10, 14);
        statistics.updateAnswered(10, 16);
        statistics.updateAnswered(10, 9);

        assertThat(statistics.latency().count()).isEqualTo(2);
        assertThat(statistics.summary(Timing.READ_LATENCY).max()).isEqualTo(4);
        assertThat(statistics.summary(Timing.UPDATE_LATENCY).max()).isEqualTo(6);
    }

    @Test
    void whatManyThreadsCountIsAllThere() throws InterruptedException {
        ServerStatistics statistics = new ServerStatistics();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> countALot(statistics), "counter-" + i);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(statistics.packetsReceived()).isEqualTo(40_000);
        assertThat(statistics.counted(Counter.BYTES_RECEIVED_COUNT)).isEqualTo(400_000);
        assertThat(statistics.counted(Counter.PROPOSAL_COUNT)).isEqualTo(40_000);
    }

    private static void countALot(ServerStatistics statistics) {
        for (int i = 0; i < 10_000; i++) {
            statistics.packetReceived(10);
            statistics.proposalMade(i);
        }
    }

    @Test
    void aResetForgetsCountersAndTimingsAndKeepsProposals() {
        ServerStatistics statistics = new ServerStatistics();
        statistics.packetSent();
        statistics.bytesSent(5);
        statistics.responseMade(5);
        statistics.proposalMade(7);
        statistics.measured(Timing.PROPAGATION_LATENCY, 9);

        statistics.reset();

        Map<String, Number> metrics = new LinkedHashMap<>();
        statistics.forEachMetric(metrics::put);
        assertThat(metrics.values())
                .allSatisfy(value -> assertThat(value.doubleValue()).isZero());
        assertThat(statistics.packetsSent()).isZero();
        assertThat(statistics.responseSizes()).hasToString("-1/-1/-1");
        assertThat(statistics.proposalSizes()).hasToString("7/7/7");
        statistics.resetProposals();
        assertThat(statistics.proposalSizes()).hasToString("-1/-1/-1");
    }

    @Test
    void theVersionBeginsWithTheProtocolsAndTellsWhenItWasBuilt() {
        assertThat(ProductVersion.text())
                .matches("3\\.9\\.5-paddock-\\S+, built on \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC");
    }
}
