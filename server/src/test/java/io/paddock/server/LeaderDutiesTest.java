package io.paddock.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code znode.container.maxPerMinute} and {@code znode.container.checkIntervalMs} go together. */
final class LeaderDutiesTest {

    @ParameterizedTest
    @CsvSource({"10000,60000,10000", "10000,6000,1000", "10000,3600000,10000", "60,50,1", "1,60000,1"})
    void noMoreGoInAMinuteThanMay(int perMinute, long sinceMs, int expected) {
        assertThat(LeaderDuties.removalsMax(perMinute, sinceMs)).isEqualTo(expected);
    }

    @Test
    void whatIsLeftOverDoesNotWaitForTheNextLook() {
        assertThat(LeaderDuties.pauseMs(3_600_000, false)).isEqualTo(3_600_000);
        assertThat(LeaderDuties.pauseMs(3_600_000, true)).isEqualTo(60_000);
        assertThat(LeaderDuties.pauseMs(50, true)).isEqualTo(50);
    }
}
