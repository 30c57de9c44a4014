package io.paddock.machine;

import static io.paddock.machine.MachineFixture.OPEN;
import static io.paddock.machine.MachineFixture.creating;
import static io.paddock.machine.MachineFixture.creatingWithAcl;
import static io.paddock.machine.MachineFixture.multi;
import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.acl.AclEntry;
import io.paddock.acl.Identity;
import io.paddock.command.Command;
import io.paddock.command.Command.CreateForm;
import io.paddock.outcome.ErrorCode;
import io.paddock.outcome.Outcome;
import io.paddock.outcome.Result;
import io.paddock.tree.Bytes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which of several errors a command with several faults meets: ZooKeeper 3.9.5's order. */
class ErrorPrecedenceTest {

    private static final AclEntry EVERYTHING = new AclEntry(31, "world", "anyone");
    private static final AclEntry NOTHING = new AclEntry(0, "world", "anyone");
    private static final List<AclEntry> ILLEGAL = List.of(new AclEntry(31, "nonsense", ""));

    private final MachineFixture fixture = MachineFixture.withSession();

    @BeforeEach
    void makeTree() {
        fixture.submit(creating("/open"));
        fixture.submit(creating("/open/child"));
        fixture.submit(creating("/open/ephemeral", 1));
        fixture.submit(creating("/shut"));
        fixture.submit(creating("/shut/child"));
        fixture.submit(creating("/shut/child/grandchild"));
        fixture.submit(creating("/shut/ephemeral", 1));
        fixture.submit(new Command.SetAcl("/shut", List.of(NOTHING), -1));
        fixture.submit(creatingWithAcl("/open/shut", NOTHING));
        fixture.submit(creatingWithAcl("/open/ephemeralShut", EVERYTHING));
    }

    private static Command.Create creation(CreateForm form, String path, List<AclEntry> acl, int flags, long ttlMs) {
        return new Command.Create(form, path, Bytes.EMPTY, acl, flags, ttlMs);
    }

    static Stream<Arguments> creates() {
        CreateForm plain = CreateForm.CREATE;
        return Stream.of(
                Arguments.of("flags before path", creation(plain, "x", ILLEGAL, 7, 0), ErrorCode.BAD_ARGUMENTS),
                Arguments.of("no flags below 0", creation(plain, "/x", OPEN, -1, 0), ErrorCode.BAD_ARGUMENTS),
                Arguments.of("ttl flag without ttl", creation(plain, "/x", OPEN, 5, 0), ErrorCode.BAD_ARGUMENTS),
                Arguments.of("ttl of 0", creation(CreateForm.TTL, "/x", OPEN, 5, 0), ErrorCode.BAD_ARGUMENTS),
                Arguments.of("ttl below 0", creation(CreateForm.TTL, "/x", OPEN, 6, -1), ErrorCode.BAD_ARGUMENTS),
                Arguments.of(
                        "ttl too long", creation(CreateForm.TTL, "/x", OPEN, 5, 1L << 40), ErrorCode.BAD_ARGUMENTS),
                Arguments.of(
                        "ttl without its flag", creation(CreateForm.TTL, "/x", OPEN, 0, 9), ErrorCode.BAD_ARGUMENTS),
                Arguments.of(
                        "container with ttl flag",
                        creation(CreateForm.CONTAINER, "/x", OPEN, 5, 0),
                        ErrorCode.BAD_ARGUMENTS),
                Arguments.of("no slash before acl", creation(plain, "x", ILLEGAL, 0, 0), ErrorCode.BAD_ARGUMENTS),
                Arguments.of("nothing at all", creation(plain, "", OPEN, 0, 0), ErrorCode.BAD_ARGUMENTS),
                Arguments.of("null char before acl", creation(plain, "/x\0", ILLEGAL, 0, 0), ErrorCode.BAD_ARGUMENTS),
                Arguments.of("acl before parent", creation(plain, "/no/x", ILLEGAL, 0, 0), ErrorCode.INVALID_ACL),
                Arguments.of("acl before path", creation(plain, "/x//", ILLEGAL, 0, 0), ErrorCode.INVALID_ACL),
                Arguments.of("no acl", creation(plain, "/x", List.of(), 0, 0), ErrorCode.INVALID_ACL),
                Arguments.of("parent before path", creation(plain, "/no/x\u0001", OPEN, 0, 0), ErrorCode.NO_NODE),
                Arguments.of("a parent of no slash", creation(plain, "no/x", OPEN, 0, 0), ErrorCode.NO_NODE),
                Arguments.of("right before path", creation(plain, "/shut/x\u0001", OPEN, 0, 0), ErrorCode.NO_AUTH),
                Arguments.of("right before existence", creation(plain, "/shut/child", OPEN, 0, 0), ErrorCode.NO_AUTH),
                Arguments.of("path of slash at end", creation(plain, "/open/", OPEN, 0, 0), ErrorCode.BAD_ARGUMENTS),
                Arguments.of("path of two slashes", creation(plain, "//x", OPEN, 0, 0), ErrorCode.BAD_ARGUMENTS),
                Arguments.of("the root exists", creation(plain, "/", OPEN, 0, 0), ErrorCode.NODE_EXISTS),
                Arguments.of("existence", creation(plain, "/open/child", OPEN, 1, 0), ErrorCode.NODE_EXISTS),
                Arguments.of(
                        "path before ephemeral",
                        creation(plain, "/open/ephemeral/.", OPEN, 0, 0),
                        ErrorCode.BAD_ARGUMENTS),
                Arguments.of(
                        "below an ephemeral",
                        creation(plain, "/open/ephemeral/x", OPEN, 0, 0),
                        ErrorCode.NO_CHILDREN_FOR_EPHEMERALS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("creates")
    void aCreateMeetsItsFirstError(String what, Command.Create create, ErrorCode expected) {
        assertThat(fixture.submit(create).error()).as(what).isEqualTo(expected);
    }

    static Stream<Arguments> deletes() {
        return Stream.of(
                Arguments.of("no slash", "x", -1, ErrorCode.BAD_ARGUMENTS),
                Arguments.of("nothing", "", -1, ErrorCode.BAD_ARGUMENTS),
                Arguments.of("null char", "/no\0/x", -1, ErrorCode.BAD_ARGUMENTS),
                Arguments.of("root", "/", 99, ErrorCode.BAD_ARGUMENTS),
                Arguments.of("special", "/zookeeper", 99, ErrorCode.BAD_ARGUMENTS),
                Arguments.of("special", "/zookeeper/quota", 99, ErrorCode.BAD_ARGUMENTS),
                Arguments.of("special", "/zookeeper/config", 99, ErrorCode.BAD_ARGUMENTS),
                Arguments.of("parent first", "/no/x", 99, ErrorCode.NO_NODE),
                Arguments.of("a parent of no slash", "no/x", 99, ErrorCode.NO_NODE),
                Arguments.of("right before existence", "/shut/no", 99, ErrorCode.NO_AUTH),
                Arguments.of("right before version", "/shut/child", 99, ErrorCode.NO_AUTH),
                Arguments.of("the root's child of no name", "//", -1, ErrorCode.NO_NODE),
                Arguments.of("slash at end", "/open/", -1, ErrorCode.NO_NODE),
                Arguments.of("existence", "/open/no", 99, ErrorCode.NO_NODE),
                Arguments.of("version before children", "/open", 99, ErrorCode.BAD_VERSION),
                Arguments.of("children", "/open", 0, ErrorCode.NOT_EMPTY),
                Arguments.of("no right on itself needed", "/open/shut", 0, ErrorCode.OK));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deletes")
    void aDeleteMeetsItsFirstError(String what, String path, int version, ErrorCode expected) {
        assertThat(fixture.submit(new Command.Delete(path, version)).error())
                .as(what)
                .isEqualTo(expected);
    }

    static Stream<Arguments> versioned() {
        return Stream.of(
                Arguments.of("", -1, ErrorCode.BAD_ARGUMENTS),
                Arguments.of("x", 99, ErrorCode.BAD_ARGUMENTS),
                Arguments.of("/open/", 99, ErrorCode.BAD_ARGUMENTS),
                Arguments.of("/no", 99, ErrorCode.NO_NODE),
                Arguments.of("/shut", 99, ErrorCode.NO_AUTH),
                Arguments.of("/open", 99, ErrorCode.BAD_VERSION),
                Arguments.of("/open", 0, ErrorCode.OK),
                Arguments.of("/open", -1, ErrorCode.OK));
    }

    @ParameterizedTest
    @MethodSource("versioned")
    void setDataAndCheckMeetTheirFirstError(String path, int version, ErrorCode expected) {
        Command check = new Command.Check(path, version);
        Command set = new Command.SetData(path, Bytes.EMPTY, version);

        assertThat(fixture.submit(multi(check)).error()).isEqualTo(expected);
        assertThat(fixture.submit(set).error()).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("versioned")
    void setAclMeetsItsFirstError(String path, int version, ErrorCode expected) {
        assertThat(fixture.submit(new Command.SetAcl(path, OPEN, version)).error())
                .isEqualTo(expected);
    }

    @Test
    void setAclLooksAtThePathThenTheAclThenTheZnode() {
        assertThat(fixture.submit(new Command.SetAcl("/no/", ILLEGAL, -1)).error())
                .isEqualTo(ErrorCode.BAD_ARGUMENTS);
        assertThat(fixture.submit(new Command.SetAcl("/no", ILLEGAL, -1)).error())
                .isEqualTo(ErrorCode.INVALID_ACL);
        assertThat(fixture.submit(new Command.SetAcl("/shut", ILLEGAL, -1)).error())
                .isEqualTo(ErrorCode.INVALID_ACL);
    }

    @Test
    void setAclGoesByTheAversion() {
        fixture.submit(new Command.SetData("/open", Bytes.EMPTY, -1));
        fixture.submit(new Command.SetAcl("/open", OPEN, 0));

        assertThat(fixture.submit(new Command.SetAcl("/open", OPEN, 0)).error()).isEqualTo(ErrorCode.BAD_VERSION);
        assertThat(fixture.submit(new Command.SetAcl("/open", OPEN, 1)).error()).isEqualTo(ErrorCode.OK);
    }

    @Test
    void aCheckIsForMultisOnly() {
        assertThat(fixture.submit(new Command.Check("/open", -1)).error()).isEqualTo(ErrorCode.UNIMPLEMENTED);
    }

    @Test
    void whatNoMultiMayHoldFailsIt() {
        Outcome outcome = fixture.submit(multi(creating("/new"), new Command.SetAcl("/open", OPEN, -1)));

        assertThat(outcome.error()).isEqualTo(ErrorCode.MARSHALLING_ERROR);
        assertThat(((Result.Parts) outcome.result()).parts().get(1).error()).isEqualTo(ErrorCode.MARSHALLING_ERROR);
        assertThat(fixture.exists("/new")).isFalse();
    }

    @Test
    void theSessionComesBeforeEverythingElse() {
        Command bad = new Command.SetData("no path", Bytes.EMPTY, -1);

        assertThat(fixture.submit(MachineFixture.SESSION + 1, bad).error()).isEqualTo(ErrorCode.SESSION_EXPIRED);
    }

    @Test
    void theSuperUserPassesEveryAcl() {
        fixture.identities = List.of(new Identity("super", ""));

        assertThat(fixture.submit(creating("/shut/new")).error()).isEqualTo(ErrorCode.OK);
    }
}
