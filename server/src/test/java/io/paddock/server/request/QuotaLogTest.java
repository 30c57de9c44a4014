package io.paddock.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.quota.QuotaExcess;
import io.paddock.quota.QuotaExcess.Measure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QuotaLogTest {

    private final List<String> lines = new ArrayList<>();
    private final QuotaLog log = new QuotaLog(lines::add);

    @Test
    void eachLimitIsToldInZooKeepersWords() {
        log.tell(
                List.of(
                        new QuotaExcess("/a", Measure.COUNT, 3, 2, false),
                        new QuotaExcess("/a", Measure.BYTES, 30, 20, true),
                        new QuotaExcess("/b", Measure.COUNT, 9, 8, false)),
                7);

        assertThat(lines)
                .containsExactly(
                        "Quota exceeded: /a [current count=3, softCountLimit=2]",
                        "Quota exceeded: /a [current bytes=30, hardByteLimit=20]",
                        "Quota exceeded: /b [current count=9, softCountLimit=8]");
    }

    @Test
    void aLimitThatIsPassedAgainAndAgainIsToldOnceAMinute() {
        for (int i = 0; i < 100; i++) {
            log.tell(List.of(new QuotaExcess("/a", Measure.COUNT, i, 2, false)), i * QuotaLog.QUIET_NANOS / 50);
        }

        assertThat(lines)
                .containsExactly(
                        "Quota exceeded: /a [current count=0, softCountLimit=2]",
                        "Quota exceeded: /a [current count=50, softCountLimit=2]");
    }

    @Test
    void howManyAreRememberedHasABound() {
        for (int i = 0; i <= 2 * QuotaLog.LIMITS_MAX; i++) {
            log.tell(List.of(new QuotaExcess("/a" + i, Measure.COUNT, 3, 2, false)), 7);
        }
        log.tell(List.of(new QuotaExcess("/a0", Measure.COUNT, 3, 2, false)), 7);

        assertThat(lines).hasSize(2 * QuotaLog.LIMITS_MAX + 2);
    }
}
