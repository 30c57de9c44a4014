package io.paddock.machine;

import static io.paddock.machine.MachineFixture.creating;
import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.command.Batch;
import io.paddock.command.Entry;
import io.paddock.command.Request;
import io.paddock.store.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZxidTest {

    /** A machine that goes on from {@code zxid}. */
    private static MachineFixture at(long zxid) {
        MachineFixture fixture = MachineFixture.withSession();
        Position was = fixture.machine.position();
        fixture.store.publishPosition(
                new Position(was.term(), was.index(), zxid, was.timeMs(), was.digest(), was.znodes(), was.dataBytes()));
        return fixture.restarted();
    }

    @Test
    void aTermThatUsedUpItsNumbersGoesOnInTheNextTermsAndNeverBack() {
        MachineFixture fixture = at(0x1_ffff_fffeL);

        assertThat(fixture.submit(creating("/a")).zxid()).isEqualTo(0x1_ffff_ffffL);
        assertThat(fixture.submit(creating("/b")).zxid()).isEqualTo(0x2_0000_0000L);
        assertThat(fixture.submit(creating("/c")).zxid()).isEqualTo(0x2_0000_0001L);
        fixture.term = 2;
        assertThat(fixture.submit(creating("/d")).zxid()).isEqualTo(0x2_0000_0002L);
        fixture.term = 3;
        assertThat(fixture.submit(creating("/e")).zxid()).isEqualTo(0x3_0000_0001L);
    }

    @Test
    void nothingIsSeenBeforeItIsPublishedAndThePositionNotBeforeTheEntryIsFinished() {
        MachineFixture fixture = at(0x1_0000_0010L);
        Request request = new Request(0, MachineFixture.OWNER, List.of(), creating("/a"));
        Batch batch = new Batch(2, 1, 1, false, List.of(request, request));
        Decision decision = fixture.machine.decide(new Entry(1, List.of(batch)), 1, 9);

        assertThat(fixture.machine.lastZxid()).isEqualTo(0x1_0000_0010L);
        assertThat(fixture.exists("/a")).isFalse();
        fixture.machine.publish(decision.batches().get(0).steps().get(0));
        assertThat(fixture.machine.lastZxid()).isEqualTo(0x1_0000_0011L);
        assertThat(fixture.exists("/a")).isTrue();
        assertThat(fixture.machine.position().zxid()).isEqualTo(0x1_0000_0010L);
        fixture.machine.publish(decision.batches().get(0).steps().get(1));
        fixture.machine.finish(decision);
        assertThat(fixture.machine.position().zxid()).isEqualTo(0x1_0000_0012L);
        assertThat(fixture.machine.position().index()).isEqualTo(9);
    }
}
