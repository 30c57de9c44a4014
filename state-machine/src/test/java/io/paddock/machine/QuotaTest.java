package io.paddock.machine;

import static io.paddock.machine.MachineFixture.creating;
import static io.paddock.machine.MachineFixture.creatingWithData;
import static io.paddock.machine.MachineFixture.deleting;
import static io.paddock.machine.MachineFixture.multi;
import static io.paddock.machine.MachineFixture.setting;
import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.command.Command;
import io.paddock.outcome.ErrorCode;
import io.paddock.outcome.Outcome;
import io.paddock.quota.QuotaExcess;
import io.paddock.quota.QuotaExcess.Measure;
import io.paddock.quota.QuotaTable.Quota;
import io.paddock.quota.QuotaText;
import io.paddock.tree.Bytes;
import io.paddock.tree.ZnodeStat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaTest {

    private static final String USAGE = "/zookeeper/quota/a/zookeeper_stats";
    private static final String LIMITS = "/zookeeper/quota/a/zookeeper_limits";

    private MachineFixture fixture = MachineFixture.withSession();

    private void setQuota(String limits) {
        fixture.submit(creatingWithData("/a", "12345"));
        fixture.submit(creatingWithData("/a/b", "123"));
        fixture.submit(creating("/zookeeper/quota/a"));
        fixture.submit(creatingWithData(LIMITS, limits));
        fixture.submit(creatingWithData(USAGE, "count=-1,bytes=-1"));
    }

    @Test
    void makingTheUsageCountsTheWholeSubtreeItsRootIncluded() {
        setQuota("count=9,bytes=9");

        assertThat(fixture.text(USAGE)).isEqualTo("count=2,bytes=8");
    }

    @Test
    void countingSeesWhatTheSameEntryDid() {
        fixture.submit(creating("/a"));
        fixture.submit(creatingWithData("/a/old", "123456"));

        fixture.apply(
                creatingWithData("/a/new", "1234"),
                deleting("/a/old"),
                setting("/a", "12"),
                creating("/zookeeper/quota/a"),
                creatingWithData(LIMITS, "count=9,bytes=9"),
                creatingWithData(USAGE, ""),
                creatingWithData("/a/newer", "1"));

        assertThat(fixture.text(USAGE)).isEqualTo("count=3,bytes=7");
        StateChecker.check(fixture.machine, fixture.store);
    }

    @Test
    void everyChangeIsCountedAndLeavesNoTraceInTheStat() {
        setQuota("count=9,bytes=9");
        ZnodeStat before = fixture.stat(USAGE);

        fixture.submit(creatingWithData("/a/c", "1234"));
        fixture.submit(setting("/a/c", "1"));
        fixture.submit(deleting("/a/b"));
        fixture.submit(multi(creating("/a/d"), creating("/a/d/e"), deleting("/nothing")));
        fixture.submit(creatingWithData("/ab", "other"));

        assertThat(fixture.text(USAGE)).isEqualTo("count=2,bytes=6");
        assertThat(fixture.stat(USAGE)).isEqualTo(before);
        StateChecker.check(fixture.machine, fixture.store);
    }

    @Test
    void ephemeralsThatEndWithTheirSessionAreCountedOut() {
        setQuota("count=9,bytes=9");
        fixture.submit(creating("/a/e", 1));
        assertThat(fixture.text(USAGE)).isEqualTo("count=3,bytes=8");

        fixture.submit(new Command.CloseSession());

        assertThat(fixture.text(USAGE)).isEqualTo("count=2,bytes=8");
    }

    @Test
    void onlyTheNearestQuotaCounts() {
        setQuota("count=9,bytes=9");
        fixture.submit(creating("/zookeeper/quota/a/b"));
        fixture.submit(creatingWithData("/zookeeper/quota/a/b/zookeeper_limits", "count=1,bytes=1"));
        fixture.submit(creatingWithData("/zookeeper/quota/a/b/zookeeper_stats", ""));

        fixture.submit(creatingWithData("/a/b/c", "1234"));

        assertThat(fixture.text("/zookeeper/quota/a/b/zookeeper_stats")).isEqualTo("count=2,bytes=7");
        assertThat(fixture.text(USAGE)).isEqualTo("count=2,bytes=8");
    }

    @Test
    void softLimitsNeverRefuse() {
        fixture.enforcesQuotas = true;
        setQuota("count=1,bytes=1");

        assertThat(fixture.submit(creatingWithData("/a/c", "1234")).error()).isEqualTo(ErrorCode.OK);
    }

    @Test
    void whatGoesBeyondALimitIsToldWhereLimitsAreEnforced() {
        setQuota("count=2,bytes=1=;byteHardLimit=9");
        assertThat(excesses(creatingWithData("/a/c", "1"))).isEmpty();
        fixture.submit(deleting("/a/c"));
        fixture.enforcesQuotas = true;

        assertThat(excesses(creating("/a/c"), creating("/a/d")))
                .containsExactly(new QuotaExcess("/a", Measure.COUNT, 4, 2, false));
        assertThat(excesses(setting("/a/b", "12345")))
                .containsExactly(new QuotaExcess("/a", Measure.BYTES, 10, 9, true));
        assertThat(excesses(setting("/a/b", "1"), deleting("/a/d"))).isEmpty();
        assertThat(excesses(multi(creating("/a/d"), deleting("/nothing"))))
                .containsExactly(new QuotaExcess("/a", Measure.COUNT, 4, 2, false));
    }

    /** What is told of an entry of these. */
    private List<QuotaExcess> excesses(Command... commands) {
        return fixture.decided(commands).excesses();
    }

    @Test
    void hardLimitsRefuseOnlyWhereTheyAreEnforced() {
        setQuota("count=-1,bytes=-1=;byteHardLimit=10;countHardLimit=3");

        assertThat(fixture.submit(creatingWithData("/a/c", "123456789")).error())
                .isEqualTo(ErrorCode.OK);
        fixture.submit(deleting("/a/c"));
        fixture.enforcesQuotas = true;
        assertThat(fixture.submit(creatingWithData("/a/c", "123")).error()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
        assertThat(fixture.submit(setting("/a/b", "123456")).error()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
        assertThat(fixture.submit(creatingWithData("/a/c", "12")).error()).isEqualTo(ErrorCode.OK);
        assertThat(fixture.submit(creating("/a/d")).error()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
        assertThat(fixture.submit(setting("/a/b", "1")).error()).isEqualTo(ErrorCode.OK);
    }

    @Test
    void aMultiMayNotOvershootEither() {
        setQuota("count=-1,bytes=-1=;countHardLimit=3");
        fixture.enforcesQuotas = true;

        Outcome outcome = fixture.submit(multi(creating("/a/c"), creating("/a/d")));

        assertThat(outcome.error()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
        assertThat(fixture.text(USAGE)).isEqualTo("count=2,bytes=8");
    }

    @Test
    void aQuotaWithoutLimitsIsNone() {
        setQuota("count=-1,bytes=-1=;countHardLimit=3");

        fixture.apply(deleting(LIMITS), creating("/a/c"));
        fixture.submit(creating("/a/d"));

        assertThat(fixture.text(USAGE)).isEqualTo("count=2,bytes=8");
        assertThat(fixture.machine.quotas().quotas()).isEmpty();
    }

    @Test
    void limitsOfAFailedMultiNeverWere() {
        fixture.submit(creating("/a"));
        fixture.submit(creating("/zookeeper/quota/a"));
        fixture.submit(creatingWithData(USAGE, "count=5,bytes=5"));

        fixture.apply(multi(creatingWithData(LIMITS, "count=9"), deleting("/nothing")), creating("/a/b"));

        assertThat(fixture.text(USAGE)).isEqualTo("count=1,bytes=0");
    }

    @Test
    void quotasAreKnownAfterARestart() {
        setQuota("count=9,bytes=8=;countHardLimit=3");
        fixture.store.write();

        fixture = new MachineFixture(fixture.store.reopened());

        QuotaText limits = QuotaText.parse(MachineFixture.bytes("count=9,bytes=8=;countHardLimit=3"));
        assertThat(fixture.machine.quotas().quotas())
                .isEqualTo(List.of(new Quota("/a", limits, QuotaText.usage(2, 8))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count=5,bytes=6 | 5 | 6 | -1 | -1 | count=5,bytes=6",
                "count=5,bytes=6=;byteHardLimit=7;countHardLimit=8 | 5 | 6 | 8 | 7 | count=5,bytes=6=;byteHardLimit=7;countHardLimit=8",
                "bytes=6;count= | -1 | 6 | -1 | -1 | count=-1,bytes=6",
                "'' | -1 | -1 | -1 | -1 | count=-1,bytes=-1",
                "nonsense,count=x,bytes=99999999999999999999 | -1 | -1 | -1 | -1 | count=-1,bytes=-1",
            })
    void theTextIsReadAndWrittenAsZooKeeperDoes(
            String text, long count, long bytes, long countHard, long bytesHard, String written) {
        QuotaText parsed = QuotaText.parse(MachineFixture.bytes(text));

        assertThat(parsed.count()).isEqualTo(count);
        assertThat(parsed.bytes()).isEqualTo(bytes);
        assertThat(parsed.countHardLimit()).isEqualTo(countHard);
        assertThat(parsed.bytesHardLimit()).isEqualTo(bytesHard);
        assertThat(parsed).hasToString(written);
    }

    @Test
    void noDataIsNoNumbers() {
        assertThat(QuotaText.parse(Bytes.NULL)).isEqualTo(QuotaText.UNSET);
    }
}
