package io.paddock.server.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.server.raft.Succession.Claim;
import io.paddock.server.raft.Succession.View;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SuccessionTest {

    private static final int SELF = 2;
    private static final long TERM = 5;
    private static final LogPosition LAST = new LogPosition(5, 100);
    private static final View FOLLOWER = new View(true, OptionalInt.of(9), TERM, LAST);

    private final Succession succession = new Succession(SELF);

    private static Claim claim(int candidate, LogPosition last) {
        return new Claim(candidate, TERM, last);
    }

    @Test
    void aFollowerHasNothingAgainstSomebodyWhoKnowsAsMuch() {
        assertThat(Succession.objection(claim(1, LAST), FOLLOWER)).isEmpty();
        assertThat(Succession.objection(claim(1, new LogPosition(5, 101)), FOLLOWER))
                .isEmpty();
        assertThat(Succession.objection(claim(1, new LogPosition(6, 0)), FOLLOWER))
                .isEmpty();
    }

    @Test
    void whoLacksAnEntryOfThisServerIsNotSupported() {
        assertThat(Succession.objection(claim(1, new LogPosition(5, 99)), FOLLOWER))
                .isPresent();
        assertThat(Succession.objection(claim(1, new LogPosition(4, 1_000)), FOLLOWER))
                .isPresent();
    }

    @Test
    void anotherTermThanThisServersIsOver() {
        assertThat(Succession.objection(new Claim(1, TERM - 1, LAST), FOLLOWER)).isPresent();
        assertThat(Succession.objection(new Claim(1, TERM + 1, LAST), FOLLOWER)).isPresent();
    }

    @Test
    void aLeaderAndWhoKnowsOfNoneSupportNobody() {
        assertThat(Succession.objection(claim(1, LAST), new View(false, OptionalInt.of(SELF), TERM, LAST)))
                .isPresent();
        assertThat(Succession.objection(claim(1, LAST), new View(true, OptionalInt.empty(), TERM, LAST)))
                .isPresent();
    }

    @Test
    void thePromiseIsOnesAtATimeAndEndsByItself() {
        assertThat(succession.promise(claim(3, LAST), 0)).isTrue();
        assertThat(succession.promise(claim(3, LAST), 1))
                .as("the same one, again")
                .isTrue();
        assertThat(succession.promise(claim(1, LAST), 1 + Succession.PROMISE_MS))
                .as("another one")
                .isFalse();
        assertThat(succession.promise(claim(SELF, LAST), 1 + Succession.PROMISE_MS))
                .as("this server")
                .isFalse();
        assertThat(succession.promise(claim(1, LAST), 2 + Succession.PROMISE_MS))
                .as("later")
                .isTrue();
    }

    @Test
    void thePromiseOfAnEarlierTermBindsNoMore() {
        assertThat(succession.promise(new Claim(3, TERM - 1, LAST), 0)).isTrue();
        assertThat(succession.promise(claim(1, LAST), 0)).isTrue();
    }

    @Test
    void ofTwoWhoClaimAtTheSameTimeExactlyOneYields() {
        Succession lower = new Succession(1);
        Claim ofLower = claim(1, LAST);
        Claim own = claim(SELF, LAST);
        assertThat(lower.promise(ofLower, 0)).isTrue();
        assertThat(succession.promise(own, 0)).isTrue();

        assertThat(lower.promise(own, 0)).isFalse();
        assertThat(succession.promise(ofLower, 0)).isTrue();

        assertThat(lower.holds(ofLower, 0)).isTrue();
        assertThat(succession.holds(own, 0)).isFalse();
    }

    @Test
    void theLongerLogCountsMoreThanTheLowerId() {
        Claim own = claim(SELF, new LogPosition(5, 101));
        assertThat(succession.promise(own, 0)).isTrue();

        assertThat(succession.promise(claim(1, LAST), 0)).isFalse();
        assertThat(succession.holds(own, 0)).isTrue();
    }

    @Test
    void aClaimHoldsNoLongerThanItsPromise() {
        Claim own = claim(SELF, LAST);
        assertThat(succession.promise(own, 0)).isTrue();
        assertThat(succession.holds(own, Succession.PROMISE_MS)).isTrue();
        assertThat(succession.holds(own, Succession.PROMISE_MS + 1)).isFalse();
    }
}
