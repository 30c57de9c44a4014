package io.paddock.machine;

import static io.paddock.machine.MachineFixture.OWNER;
import static io.paddock.machine.MachineFixture.PASSWORD;
import static io.paddock.machine.MachineFixture.SESSION;
import static io.paddock.machine.MachineFixture.creating;
import static io.paddock.machine.MachineFixture.multi;
import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.command.Command;
import io.paddock.command.Request;
import io.paddock.outcome.ErrorCode;
import io.paddock.outcome.Outcome;
import io.paddock.outcome.Result;
import io.paddock.session.Owner;
import io.paddock.session.Session;
import io.paddock.tree.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCommandsTest {

    private static final Owner OTHER = new Owner(2, 5);

    private final MachineFixture fixture = MachineFixture.withSession();

    private Outcome attach(Bytes password, int timeoutMs, Owner owner) {
        return fixture.submit(new Request(SESSION, owner, List.of(), new Command.AttachSession(password, timeoutMs)));
    }

    private Outcome expire(Owner lastOwner) {
        return fixture.submit(new Request(0, OWNER, List.of(), new Command.ExpireSession(SESSION, lastOwner)));
    }

    private Outcome close(Owner owner) {
        return fixture.submit(new Request(SESSION, owner, List.of(), new Command.CloseSession()));
    }

    @Test
    void aSessionIsWhatItsCreationSaid() {
        assertThat(fixture.machine.sessions().session(SESSION)).contains(new Session(SESSION, PASSWORD, 30_000, OWNER));
    }

    @Test
    void aSessionIdIsNotGivenTwice() {
        assertThat(fixture.openSession(SESSION).error()).isEqualTo(ErrorCode.SYSTEM_ERROR);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MIN_VALUE, 0xff00000000000007L})
    void anIdThatMeansSomethingElseIsNoSessions(long id) {
        assertThat(fixture.openSession(id).error()).isEqualTo(ErrorCode.SYSTEM_ERROR);
        assertThat(fixture.machine.sessions().size()).isEqualTo(1);
    }

    @Test
    void anAttachMovesTheOwnerAndTakesNoZxid() {
        long before = fixture.machine.lastZxid();

        Outcome outcome = attach(PASSWORD, 9_000, OTHER);

        Session moved = new Session(SESSION, PASSWORD, 9_000, OTHER);
        assertThat(outcome.result()).isEqualTo(new Result.Attached(moved));
        assertThat(outcome.zxid()).isEqualTo(before);
        assertThat(fixture.machine.sessions().session(SESSION)).contains(moved);
    }

    @Test
    void whatTheOldConnectionStillAsksIsRefusedAsMovedAndTakesAZxid() {
        attach(PASSWORD, 9_000, OTHER);
        long before = fixture.machine.lastZxid();

        Outcome outcome = fixture.submit(creating("/late"));

        assertThat(outcome.error()).isEqualTo(ErrorCode.SESSION_MOVED);
        assertThat(outcome.zxid()).isEqualTo(before + 1);
        assertThat(fixture.exists("/late")).isFalse();
    }

    @Test
    void anAttachWithAWrongPasswordChangesNothing() {
        assertThat(attach(Bytes.EMPTY, 9_000, OTHER).error()).isEqualTo(ErrorCode.SESSION_EXPIRED);
        assertThat(fixture.machine.sessions().find(SESSION).owner()).isEqualTo(OWNER);
    }

    @Test
    void anExpiryOfWhoMovedInTheMeantimeDoesNothing() {
        attach(PASSWORD, 9_000, OTHER);
        long before = fixture.machine.lastZxid();

        Outcome outcome = expire(OWNER);

        assertThat(outcome.error()).isEqualTo(ErrorCode.SESSION_MOVED);
        assertThat(outcome.closed()).isZero();
        assertThat(outcome.zxid()).isEqualTo(before);
        assertThat(fixture.machine.sessions().size()).isEqualTo(1);
    }

    @Test
    void anExpiryEndsTheSession() {
        Outcome outcome = expire(OWNER);

        assertThat(outcome.error()).isEqualTo(ErrorCode.OK);
        assertThat(outcome.closed()).isEqualTo(SESSION);
        assertThat(fixture.submit(creating("/late")).error()).isEqualTo(ErrorCode.SESSION_EXPIRED);
        assertThat(expire(OWNER).error()).isEqualTo(ErrorCode.SESSION_EXPIRED);
    }

    @Test
    void aCloseByAnOldConnectionDoesNotEndTheSession() {
        attach(PASSWORD, 9_000, OTHER);

        assertThat(close(OWNER).error()).isEqualTo(ErrorCode.SESSION_MOVED);
        assertThat(close(OTHER).error()).isEqualTo(ErrorCode.OK);
    }

    @Test
    void closingASessionRemovesOnlyItsEphemeralsByOneZxidInOrder() {
        fixture.openSession(SESSION + 1);
        fixture.submit(creating("/p"));
        fixture.submit(creating("/p/b", 1));
        fixture.submit(creating("/p/a", 1));
        fixture.submit(creating("/kept"));
        fixture.submit(SESSION + 1, creating("/other", 1));

        Outcome outcome = close(OWNER);

        assertThat(MachineFixture.events(outcome))
                .containsExactly("DELETED /p/a", "CHILDREN_CHANGED /p", "DELETED /p/b", "CHILDREN_CHANGED /p");
        assertThat(outcome.changes()).allMatch(change -> change.zxid() == outcome.zxid());
        assertThat(fixture.stat("/p").pzxid()).isEqualTo(outcome.zxid());
        assertThat(fixture.exists("/kept")).isTrue();
        assertThat(fixture.exists("/other")).isTrue();
        StateChecker.check(fixture.machine, fixture.store);
    }

    @Test
    void closingSeesWhatTheSameEntryDidBefore() {
        fixture.submit(creating("/gone", 1));
        fixture.submit(creating("/remade", 1));

        List<Outcome> outcomes = fixture.apply(
                MachineFixture.deleting("/gone"),
                MachineFixture.deleting("/remade"),
                creating("/remade"),
                creating("/new", 1),
                multi(creating("/never", 1), MachineFixture.deleting("/nothing")),
                new Command.CloseSession(),
                creating("/late"));

        assertThat(MachineFixture.events(outcomes.get(5))).containsExactly("DELETED /new", "CHILDREN_CHANGED /");
        assertThat(outcomes.get(6).error()).isEqualTo(ErrorCode.SESSION_EXPIRED);
        assertThat(fixture.exists("/remade")).isTrue();
        StateChecker.check(fixture.machine, fixture.store);
    }

    @Test
    void anEphemeralIsOfTheSessionThatMadeIt() {
        fixture.submit(creating("/e", 1));

        assertThat(fixture.stat("/e").ephemeralOwner()).isEqualTo(SESSION);
        assertThat(fixture.machine.sessions().ephemerals(SESSION)).containsExactly("/e");
        assertThat(fixture.machine.sessions().ephemeralOwners()).containsExactly(SESSION);
        fixture.submit(MachineFixture.deleting("/e"));
        assertThat(fixture.machine.sessions().ephemeralCount()).isZero();
    }

    @Test
    void theServerItselfMakesNoEphemerals() {
        assertThat(fixture.submit(0, creating("/e", 1)).error()).isEqualTo(ErrorCode.SESSION_EXPIRED);
        assertThat(fixture.submit(0, creating("/p")).error()).isEqualTo(ErrorCode.OK);
        assertThat(fixture.submit(0, new Command.CloseSession()).error()).isEqualTo(ErrorCode.SESSION_EXPIRED);
    }

    @Test
    void aMultiOfAnExpiredSessionAnswersForEachPart() {
        Outcome outcome = fixture.submit(SESSION + 9, multi(creating("/a"), creating("/b")));

        assertThat(outcome.error()).isEqualTo(ErrorCode.SESSION_EXPIRED);
        assertThat(((Result.Parts) outcome.result()).parts())
                .extracting(Result.Part::error)
                .containsExactly(ErrorCode.SESSION_EXPIRED, ErrorCode.RUNTIME_INCONSISTENCY);
    }
}
