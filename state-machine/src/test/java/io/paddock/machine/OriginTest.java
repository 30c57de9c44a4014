package io.paddock.machine;

import static io.paddock.machine.Decision.Verdict.APPLIED;
import static io.paddock.machine.Decision.Verdict.DUPLICATE;
import static io.paddock.machine.Decision.Verdict.GAP;
import static io.paddock.machine.Decision.Verdict.OUTDATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.command.Batch;
import io.paddock.command.Entry;
import io.paddock.machine.Decision.DecidedBatch;
import io.paddock.machine.Decision.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each batch is applied once, in its server's order. */
class OriginTest {

    private MachineFixture fixture = new MachineFixture();

    private static Batch batch(int server, long incarnation, long sequence) {
        return new Batch(server, incarnation, sequence, false, List.of());
    }

    private List<Verdict> apply(Batch... batches) {
        Decision decision = fixture.apply(new Entry(1, List.of(batches)));
        return decision.batches().stream().map(DecidedBatch::verdict).toList();
    }

    @Test
    void batchesOfOneServerAreAppliedInOrderEachOnce() {
        assertThat(apply(batch(7, 3, 1), batch(7, 3, 1), batch(7, 3, 3), batch(7, 3, 2), batch(7, 3, 3)))
                .containsExactly(APPLIED, DUPLICATE, GAP, APPLIED, APPLIED);
        assertThat(apply(batch(7, 3, 2), batch(7, 3, 5), batch(7, 3, 4))).containsExactly(DUPLICATE, GAP, APPLIED);
    }

    @Test
    void aServerThatStartedAnewBeginsWithOneAndItsOldBatchesAreOutdated() {
        apply(batch(7, 3, 1), batch(7, 3, 2));

        assertThat(apply(batch(7, 4, 2), batch(7, 4, 1), batch(7, 3, 3))).containsExactly(GAP, APPLIED, OUTDATED);
    }

    @Test
    void serversDoNotDisturbEachOther() {
        assertThat(apply(batch(1, 1, 1), batch(2, 1, 1), batch(1, 1, 2), batch(3, 1, 2)))
                .containsExactly(APPLIED, APPLIED, APPLIED, GAP);
    }

    @Test
    void whatWasAppliedIsKnownAfterARestart() {
        apply(batch(7, 3, 1), batch(7, 3, 2));
        fixture.store.write();

        fixture = new MachineFixture(fixture.store.reopened());

        assertThat(apply(batch(7, 3, 2), batch(7, 3, 3), batch(7, 2, 1))).containsExactly(DUPLICATE, APPLIED, OUTDATED);
    }

    @Test
    void aGapTakesNoZxidAndChangesNothing() {
        long digest = fixture.machine.position().digest();

        apply(batch(7, 3, 9));

        assertThat(fixture.machine.position().digest()).isEqualTo(digest);
        assertThat(fixture.machine.lastZxid()).isZero();
    }

    @Test
    void anEntryIsNotDecidedBeforeTheOneBeforeItIsFinished() {
        Entry entry = new Entry(1, Stream.of(batch(1, 1, 1)).toList());
        fixture.machine.decide(entry, 1, 0);

        assertThatThrownBy(() -> fixture.machine.decide(entry, 1, 1)).isInstanceOf(IllegalStateException.class);
    }
}
