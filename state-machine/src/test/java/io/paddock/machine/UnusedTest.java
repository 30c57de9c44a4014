package io.paddock.machine;

import static io.paddock.machine.MachineFixture.creating;
import static io.paddock.machine.MachineFixture.creatingContainer;
import static io.paddock.machine.MachineFixture.creatingTtl;
import static io.paddock.machine.MachineFixture.deleting;
import static io.paddock.machine.MachineFixture.setting;
import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.command.Command;
import io.paddock.outcome.ErrorCode;
import io.paddock.outcome.Outcome;
import io.paddock.tree.ZnodeOwner;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Containers and TTL znodes. */
class UnusedTest {

    private static final int MANY = 100;

    private MachineFixture fixture = MachineFixture.withSession();

    private List<String> unused(long neverUsedMsMax) {
        return fixture.machine.unused(fixture.timeMs, neverUsedMsMax, MANY);
    }

    private ErrorCode remove(String path) {
        return fixture.submit(0, new Command.RemoveUnused(path)).error();
    }

    @Test
    void aContainerIsUnusedOnceItHadAChildAndHasNone() {
        fixture.submit(creatingContainer("/c"));
        assertThat(unused(0)).isEmpty();

        fixture.submit(creating("/c/x"));
        assertThat(unused(0)).isEmpty();
        assertThat(remove("/c")).isEqualTo(ErrorCode.NOT_EMPTY);

        fixture.submit(deleting("/c/x"));
        assertThat(unused(0)).containsExactly("/c");
        assertThat(remove("/c")).isEqualTo(ErrorCode.OK);
        assertThat(unused(0)).isEmpty();
        assertThat(remove("/c")).isEqualTo(ErrorCode.NO_NODE);
    }

    @Test
    void aContainerNeverUsedIsUnusedAfterATimeIfOneIsSet() {
        fixture.submit(creatingContainer("/c"));
        fixture.timeMs += 100;

        assertThat(unused(100)).isEmpty();
        assertThat(unused(99)).containsExactly("/c");
    }

    @Test
    void aTtlZnodeIsOutlivedByTimeWithoutAWriteAndKeptByAChild() {
        fixture.submit(creatingTtl("/t", 50));
        fixture.timeMs += 40;
        fixture.submit(setting("/t", "fresh"));
        fixture.timeMs += 50;
        assertThat(unused(0)).isEmpty();
        assertThat(remove("/t")).isEqualTo(ErrorCode.BAD_VERSION);

        fixture.submit(creating("/t/x"));
        fixture.timeMs += 1;
        assertThat(unused(0)).isEmpty();
        fixture.submit(deleting("/t/x"));

        assertThat(unused(0)).containsExactly("/t");
        assertThat(remove("/t")).isEqualTo(ErrorCode.OK);
    }

    @Test
    void nothingElseIsEverUnused() {
        fixture.submit(creating("/p"));
        fixture.submit(creating("/e", 1));

        assertThat(remove("/p")).isEqualTo(ErrorCode.BAD_VERSION);
        assertThat(remove("/e")).isEqualTo(ErrorCode.BAD_VERSION);
        assertThat(remove("/")).isEqualTo(ErrorCode.BAD_ARGUMENTS);
        assertThat(remove("/zookeeper/quota")).isEqualTo(ErrorCode.BAD_ARGUMENTS);
        assertThat(remove("no path")).isEqualTo(ErrorCode.BAD_ARGUMENTS);
    }

    @Test
    void aRemovalTellsTheWatchesAsADeleteDoes() {
        fixture.submit(creatingContainer("/c"));

        Outcome outcome = fixture.submit(0, new Command.RemoveUnused("/c"));

        assertThat(MachineFixture.events(outcome)).containsExactly("DELETED /c", "CHILDREN_CHANGED /");
    }

    @Test
    void theOwnerIsNotShownToClients() {
        fixture.submit(creatingContainer("/c"));
        fixture.submit(creatingTtl("/t", ZnodeOwner.TTL_MS_MAX));

        assertThat(fixture.stat("/c").ephemeralOwner()).isZero();
        assertThat(fixture.stat("/t").ephemeralOwner()).isZero();
        assertThat(ZnodeOwner.ttlMs(fixture.stat("/t").owner())).isEqualTo(ZnodeOwner.TTL_MS_MAX);
    }

    @Test
    void aPlainCreateWithTheContainersFlagIsPersistent() {
        fixture.submit(creating("/p", 4));

        assertThat(fixture.stat("/p").owner()).isEqualTo(ZnodeOwner.PERSISTENT);
    }

    @Test
    void theyAreKnownAfterARestartAndNoMoreAreToldThanAskedFor() {
        fixture.submit(creatingTtl("/t", 5));
        fixture.submit(creatingTtl("/u", 5));
        fixture.store.write();

        fixture = new MachineFixture(fixture.store.reopened());
        fixture.timeMs += 100;

        assertThat(unused(0)).containsExactly("/t", "/u");
        assertThat(fixture.machine.unused(fixture.timeMs, 0, 1)).containsExactly("/t");
    }
}
