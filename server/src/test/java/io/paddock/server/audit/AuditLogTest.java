package io.paddock.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.acl.AclEntry;
import io.paddock.acl.Identity;
import io.paddock.acl.Permission;
import io.paddock.command.Command;
import io.paddock.command.Command.CreateForm;
import io.paddock.outcome.ErrorCode;
import io.paddock.outcome.Outcome;
import io.paddock.outcome.Result;
import io.paddock.server.wire.OpCode;
import io.paddock.tree.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    private static final long SESSION = 0x19344730000L;
    private static final List<Identity> CLIENT = List.of(
            new Identity("ip", "192.168.1.2"),
            new Identity("digest", "bob:hash"),
            new Identity("super", "skipACL"),
            new Identity("sasl-any", "everybody"));
    private static final String BEGIN = "session=0x19344730000\tuser=192.168.1.2,bob\tip=192.168.1.2\toperation=";

    private final List<String> lines = new ArrayList<>();
    private final AuditLog audit = AuditLog.to(Runnable::run, "root", lines::add);

    @Test
    void eachChangeIsALineOfPairsAsZooKeeperWritesThem() {
        answered(OpCode.CREATE, create("/a", 3), ErrorCode.NODE_EXISTS);
        answered(OpCode.DELETE, new Command.Delete("/a", -1), ErrorCode.OK);
        answered(OpCode.SET_DATA, new Command.SetData("/a", Bytes.NULL, -1), ErrorCode.NO_NODE);
        AclEntry entry = new AclEntry(Permission.READ | Permission.ADMIN, "world", "anyone");
        answered(OpCode.SET_ACL, new Command.SetAcl("/a", List.of(entry, entry), -1), ErrorCode.OK);

        assertThat(lines)
                .containsExactly(
                        BEGIN + "create\tznode=/a\tznode_type=ephemeral_sequential\tresult=failure",
                        BEGIN + "delete\tznode=/a\tresult=success",
                        BEGIN + "setData\tznode=/a\tresult=failure",
                        BEGIN + "setAcl\tznode=/a\tacl=world:anyone:raworld:anyone:ra\tresult=success");
    }

    @Test
    void aMultiThatFailedIsALineAndOneThatWasDoneIsItsChanges() {
        Command multi =
                new Command.Multi(List.of(create("/a", 0), new Command.Check("/a", 0), new Command.Delete("/a", -1)));
        Result.Part done = new Result.Part(ErrorCode.OK, Result.None.INSTANCE);

        answered(OpCode.MULTI, multi, ErrorCode.NO_NODE);
        audit.answered(
                OpCode.MULTI,
                multi,
                new Outcome(7, ErrorCode.OK, new Result.Parts(List.of(done, done, done)), List.of(), 0),
                SESSION,
                CLIENT);

        assertThat(lines)
                .containsExactly(
                        BEGIN + "multiOperation\tresult=failure",
                        BEGIN + "create\tznode=/a\tznode_type=persistent\tresult=success",
                        BEGIN + "delete\tznode=/a\tresult=success");
    }

    @Test
    void aPathCannotForgeALine() {
        answered(OpCode.DELETE, new Command.Delete("/a\tresult=success\nuser=root", -1), ErrorCode.NO_NODE);

        assertThat(lines).containsExactly(BEGIN + "delete\tznode=/a result=success user=root\tresult=failure");
    }

    @Test
    void whatIsNoChangeAndWhatIsOffWritesNothing() {
        answered(OpCode.SYNC, new Command.Sync(), ErrorCode.OK);
        AuditLog.off().serverStops();

        assertThat(lines).isEmpty();
        audit.serverStops();
        assertThat(lines).containsExactly("user=root\toperation=serverStop\tresult=invoked");
    }

    private static Command create(String path, int flags) {
        return new Command.Create(CreateForm.CREATE, path, Bytes.NULL, List.of(), flags, 0);
    }

    private void answered(OpCode code, Command command, ErrorCode error) {
        audit.answered(code, command, new Outcome(7, error, Result.None.INSTANCE, List.of(), 0), SESSION, CLIENT);
    }
}
