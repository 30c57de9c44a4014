package io.paddock.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private static final long TOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Gathering gathering = new Gathering();
    private long now = 1;

    @Test
    void theFirstEntryWaitsForNobody() {
        assertThat(gathering.waitNanos(1, now)).isZero();
    }

    @Test
    void aLoneClientWaitsForNobody() {
        entry(100, 0);

        assertThat(gathering.waitNanos(100, now)).isZero();
    }

    @Test
    void aLoneClientThatWritesAgainBeforeItsEntryIsDoneWaitsForNobody() {
        gathering.left(100, now);
        gathering.answering(0);
        now += TOOK_NANOS;
        gathering.done(100, now);

        assertThat(gathering.waitNanos(100, now)).isZero();
    }

    @Test
    void anEntryThatWasRefusedAnsweredNobody() {
        entry(1_000, 1_000);
        gathering.left(1_000, now);
        gathering.done(3_000, now + TOOK_NANOS);

        assertThat(gathering.waitNanos(2_599, now + TOOK_NANOS)).isPositive();
        assertThat(gathering.waitNanos(2_600, now + TOOK_NANOS)).isZero();
    }

    @Test
    void theNextEntryWaitsForMostOfThoseThatAreAnswered() {
        entry(1_000, 1_000);

        assertThat(gathering.waitNanos(1_000, now)).isEqualTo(2 * TOOK_NANOS);
        assertThat(gathering.waitNanos(1_299, now)).isEqualTo(2 * TOOK_NANOS);
        assertThat(gathering.waitNanos(1_300, now)).isZero();
    }

    @Test
    void itWaitsNoLongerThanTwiceTheTimeOfAnEntry() {
        entry(1_000, 0);

        assertThat(gathering.waitNanos(100, now + TOOK_NANOS)).isEqualTo(TOOK_NANOS);
        assertThat(gathering.waitNanos(100, now + 2 * TOOK_NANOS)).isZero();
        assertThat(gathering.waitNanos(100, now + 3 * TOOK_NANOS)).isZero();
    }

    @Test
    void itNeverWaitsLong() {
        gathering.left(1_000, now);
        now += TimeUnit.SECONDS.toNanos(5);
        gathering.done(0, now);

        assertThat(gathering.waitNanos(100, now)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(10));
    }

    @Test
    void thoseWhoDoNotComeAgainAreNotWaitedForTwice() {
        entry(1_000, 0);
        entry(100, 0);

        assertThat(gathering.waitNanos(100, now)).isZero();
    }

    @Test
    void theClockMayHaveAnyOrigin() {
        now = Long.MAX_VALUE - TOOK_NANOS;
        entry(1_000, 0);

        assertThat(gathering.waitNanos(100, now)).isEqualTo(2 * TOOK_NANOS);
    }

    @Test
    void whatWaitsWhileAnEntryIsOnItsWayIsEnoughWhenItIsMostOfAll() {
        gathering.left(1_000, now);

        assertThat(gathering.isEnough(1_000)).isFalse();
        assertThat(gathering.isEnough(1_858)).isTrue();
    }

    /** One that was on its way for {@link #TOOK_NANOS}, and leaves so many bytes waiting. */
    private void entry(long bytes, long waiting) {
        gathering.left(bytes, now);
        gathering.answering(waiting);
        now += TOOK_NANOS;
        gathering.done(waiting, now);
    }
}
