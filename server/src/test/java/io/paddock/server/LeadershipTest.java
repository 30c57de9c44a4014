package io.paddock.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.server.Leadership.Standing;
import io.paddock.server.admin.ServerStatistics;
import io.paddock.server.request.BatchSettings;
import io.paddock.server.request.WriteBatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LeadershipTest {

    private static final int SELF = 1;
    private static final int OTHER = 2;

    private final WriteBatcher batcher = new WriteBatcher(
            new BatchSettings(SELF, 1, false, 1, 1, 1, 1, 1), (entry, done) -> {}, batch -> {}, () -> 0);
    private final ServerStatistics statistics = new ServerStatistics();
    private final List<Standing> seen = new ArrayList<>();
    private final Leadership leadership = new Leadership(SELF, batcher, statistics, this::note);

    private void note() {
        seen.add(leadership.standing());
    }

    @Test
    void itBeginsAloneAndTakesNoForwardedBatch() {
        assertThat(leadership.standing()).isEqualTo(Standing.ALONE);
        assertThat(leadership.leader()).isEmpty();
        assertThat(batcher.addForwarded(new byte[0])).isFalse();
    }

    @Test
    void itLeadsOnlyOnceAllOfEarlierTermsIsApplied() {
        leadership.leaderChanged(OptionalInt.of(SELF));
        assertThat(leadership.standing()).isEqualTo(Standing.ALONE);
        leadership.ready();
        assertThat(leadership.standing()).isEqualTo(Standing.LEADING);
        assertThat(batcher.addForwarded(new byte[0])).isTrue();
        assertThat(seen).containsExactly(Standing.ALONE, Standing.LEADING);
    }

    @Test
    void readinessMayBeToldBeforeWhoLeads() {
        leadership.ready();
        assertThat(leadership.standing()).isEqualTo(Standing.ALONE);
        leadership.leaderChanged(OptionalInt.of(SELF));
        assertThat(leadership.standing()).isEqualTo(Standing.LEADING);
    }

    @Test
    void itFollowsOnlyALeaderThatItReaches() {
        leadership.leaderChanged(OptionalInt.of(OTHER));
        assertThat(leadership.standing()).isEqualTo(Standing.ALONE);
        leadership.channelUp(OTHER + 1);
        assertThat(leadership.standing()).isEqualTo(Standing.ALONE);
        leadership.channelUp(OTHER);
        assertThat(leadership.standing()).isEqualTo(Standing.FOLLOWING);
    }

    @Test
    void theEndOfAnOldChannelDoesNotTouchANewOne() {
        leadership.leaderChanged(OptionalInt.of(OTHER));
        leadership.channelUp(OTHER);
        leadership.channelDown(OTHER + 1);
        assertThat(leadership.standing()).isEqualTo(Standing.FOLLOWING);
        leadership.channelDown(OTHER);
        assertThat(leadership.standing()).isEqualTo(Standing.ALONE);
    }

    @Test
    void aLeaderThatLostItsOfficeIsAloneUntilItReachesTheNext() {
        leadership.leaderChanged(OptionalInt.of(SELF));
        leadership.ready();
        leadership.lost();
        assertThat(leadership.standing()).isEqualTo(Standing.ALONE);
        assertThat(batcher.addForwarded(new byte[0])).isFalse();
        leadership.leaderChanged(OptionalInt.of(OTHER));
        leadership.channelUp(OTHER);
        assertThat(leadership.standing()).isEqualTo(Standing.FOLLOWING);
        leadership.leaderChanged(OptionalInt.empty());
        assertThat(leadership.standing()).isEqualTo(Standing.ALONE);
    }

    @Test
    void sinceWhenItStandsSoMovesWithTheStandingOnly() {
        long alone = leadership.sinceNanos();
        leadership.leaderChanged(OptionalInt.of(OTHER));
        assertThat(leadership.sinceNanos()).isEqualTo(alone);
        leadership.channelUp(OTHER);
        assertThat(leadership.sinceNanos()).isNotEqualTo(alone);
    }
}
