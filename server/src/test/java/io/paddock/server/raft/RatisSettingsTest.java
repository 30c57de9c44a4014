package io.paddock.server.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.TimeDuration;
import org.junit.jupiter.api.Test;

class RatisSettingsTest {

    private static final RaftMember ONE = new RaftMember(1, "127.0.0.1", 2888, 3888, false, "");
    private static final RaftMember TWO = new RaftMember(2, "127.0.0.1", 2889, 3889, false, "");

    private final RaftProperties properties = RatisSettings.properties(settings(List.of(ONE, TWO)));

    @Test
    void everyPinIsInTheEffectiveProperties() {
        Map<String, String> pins = RatisSettings.pinned(settings(List.of(ONE, TWO)));

        assertThat(pins).hasSizeGreaterThan(40);
        pins.forEach((key, value) -> assertThat(properties.get(key)).as(key).isEqualTo(value));
    }

    @Test
    void whatDurabilityRestsOnIsSet() {
        assertThat(RaftServerConfigKeys.Log.unsafeFlushEnabled(properties)).isFalse();
        assertThat(RaftServerConfigKeys.Log.asyncFlushEnabled(properties)).isFalse();
        assertThat(RaftServerConfigKeys.Log.useMemory(properties)).isFalse();
        assertThat(RaftServerConfigKeys.Log.corruptionPolicy(properties))
                .isEqualTo(RaftServerConfigKeys.Log.CorruptionPolicy.EXCEPTION);
        assertThat(RaftServerConfigKeys.storageDir(properties)).hasSize(1);
        assertThat(RaftServerConfigKeys.LeaderElection.preVote(properties)).isTrue();
        assertThat(RaftServerConfigKeys.LeaderElection.memberMajorityAdd(properties))
                .isFalse();
        assertThat(RaftServerConfigKeys.Read.option(properties)).isEqualTo(RaftServerConfigKeys.Read.Option.DEFAULT);
        assertThat(RaftServerConfigKeys.Read.leaderLeaseEnabled(properties)).isFalse();
        assertThat(RaftServerConfigKeys.Log.Appender.installSnapshotEnabled(properties))
                .isFalse();
    }

    @Test
    void whatSpeedRestsOnIsSet() {
        assertThat(RaftServerConfigKeys.Log.logMetadataEnabled(properties)).isFalse();
        assertThat(RaftServerConfigKeys.Log.appendEntriesComposeEnabled(properties))
                .isFalse();
        assertThat(RaftServerConfigKeys.Log.Appender.waitTimeMin(properties)).isEqualTo(TimeDuration.ZERO);
        assertThat(RaftServerConfigKeys.RetryCache.expiryTime(properties).toLong(TimeUnit.SECONDS))
                .isEqualTo(2);
        assertThat(RpcType.valueOf(properties.get("raft.rpc.type"))).isInstanceOf(PromptRpcType.class);
    }

    @Test
    void theLogIsBoundedWhateverPeersDo() {
        assertThat(RaftServerConfigKeys.Log.purgeUptoSnapshotIndex(properties)).isTrue();
        assertThat(RaftServerConfigKeys.Log.purgePreservationLogNum(properties)).isZero();
        assertThat(RaftServerConfigKeys.Log.purgeGap(properties)).isEqualTo(1);
        assertThat(RaftServerConfigKeys.Snapshot.autoTriggerEnabled(properties)).isFalse();
        assertThat(RaftServerConfigKeys.Log.segmentSizeMax(properties).getSizeInt())
                .isEqualTo(8 << 20);
    }

    @Test
    void theLongestEntryFitsEverywhere() {
        LogLimits large = new LogLimits(100 << 20, 1 << 20, 1, 0, 0, 8 << 20);
        RaftProperties wide = RatisSettings.properties(settings(List.of(ONE, TWO), large));
        int entry = 100 << 20;

        int appender = RaftServerConfigKeys.Log.Appender.bufferByteLimit(wide).getSizeInt();
        assertThat(appender).isGreaterThan(entry);
        assertThat(RaftServerConfigKeys.Log.writeBufferSize(wide).getSizeInt()).isGreaterThanOrEqualTo(appender + 8);
        assertThat(RatisSettings.transport(settings(List.of(ONE, TWO), large)).messageBytesMax())
                .isGreaterThanOrEqualTo(appender + (1 << 20));
    }

    @Test
    void aLoneServerElectsItselfAtOnce() {
        RaftProperties alone = RatisSettings.properties(settings(List.of(ONE)));

        assertThat(ms(RaftServerConfigKeys.Rpc.firstElectionTimeoutMax(alone))).isEqualTo(10);
        assertThat(ms(RaftServerConfigKeys.Rpc.timeoutMin(alone))).isEqualTo(1_000);
    }

    @Test
    void timeoutsFollowTheTick() {
        assertThat(RaftTimeouts.ofTicks(2_000, 5)).isEqualTo(new RaftTimeouts(1_000, 1_600, 250, 1_000));
        assertThat(RaftTimeouts.ofTicks(100, 5).electionMinMs()).isEqualTo(300);
        assertThat(RaftTimeouts.ofTicks(60_000, 5).electionMinMs()).isEqualTo(10_000);
    }

    private static long ms(TimeDuration duration) {
        return duration.toLong(TimeUnit.MILLISECONDS);
    }

    private static RaftSettings settings(List<RaftMember> members) {
        return settings(members, LogLimits.USUAL);
    }

    private static RaftSettings settings(List<RaftMember> members, LogLimits limits) {
        return new RaftSettings(
                1,
                "test",
                members,
                false,
                Path.of("log"),
                "",
                RaftTimeouts.ofTicks(2_000, 5),
                limits,
                Optional.empty());
    }
}
