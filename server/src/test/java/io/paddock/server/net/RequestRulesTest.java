package io.paddock.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.acl.AclEntry;
import io.paddock.acl.Permission;
import io.paddock.command.Command;
import io.paddock.command.Command.CreateForm;
import io.paddock.outcome.ErrorCode;
import io.paddock.server.wire.Call;
import io.paddock.tree.Bytes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestRulesTest {

    private static final List<AclEntry> OPEN = List.of(new AclEntry(Permission.ALL, "world", "anyone"));
    private static final List<AclEntry> STRANGE = List.of(new AclEntry(Permission.ALL, "strange", "x"));
    private static final RequestRules RULES = new RequestRules(false, false, true, false, Set.of("world", "digest"));

    private static final Call RECONFIG = new Call.Reconfig(false, "", "1", "", -1);

    @Test
    void whatTheRulesAllowStaysAsItIs() {
        Call create = new Call.Write(create(CreateForm.CREATE2, OPEN));
        assertThat(RULES.applyTo(create)).isEqualTo(create);
        Call read = new Call.GetData("/a", true);
        assertThat(RULES.applyTo(read)).isSameAs(read);
    }

    @Test
    void anAclOfAnUnknownSchemeIsOneThatApplyRefuses() {
        assertThat(RULES.applyTo(new Call.Write(create(CreateForm.CREATE, STRANGE))))
                .isEqualTo(new Call.Write(create(CreateForm.CREATE, List.of())));
        assertThat(RULES.applyTo(new Call.Write(new Command.SetAcl("/a", STRANGE, 3))))
                .isEqualTo(new Call.Write(new Command.SetAcl("/a", List.of(), 3)));
    }

    @Test
    void timeToLiveIsRefusedUnlessExtendedTypesAreOn() {
        Command ttl = new Command.Create(CreateForm.TTL, "/a", Bytes.EMPTY, OPEN, 5, 1000);
        assertThat(RULES.applyTo(new Call.Write(ttl)))
                .isEqualTo(new Call.Write(new Command.Refused(ErrorCode.UNIMPLEMENTED)));
        RequestRules extended = new RequestRules(true, false, true, false, Set.of("world"));
        assertThat(extended.applyTo(new Call.Write(ttl))).isEqualTo(new Call.Write(ttl));
    }

    @Test
    void thePartsOfAMultiFollowTheSameRules() {
        Command kept = new Command.Check("/a", 1);
        Call multi = new Call.Write(new Command.Multi(List.of(kept, create(CreateForm.CREATE, STRANGE))));
        assertThat(RULES.applyTo(multi))
                .isEqualTo(new Call.Write(new Command.Multi(List.of(kept, create(CreateForm.CREATE, List.of())))));
    }

    @Test
    void reconfigIsRefusedWhereItIsSwitchedOff() {
        assertThat(RULES.applyTo(RECONFIG)).isEqualTo(new Call.Write(new Command.Refused(ErrorCode.RECONFIG_DISABLED)));
    }

    @Test
    void reconfigGoesThroughWhereThereIsAnEnsembleToChange() {
        RequestRules ensemble = new RequestRules(false, true, true, false, Set.of("world"));
        RequestRules alone = new RequestRules(false, true, false, false, Set.of("world"));

        assertThat(ensemble.applyTo(RECONFIG)).isSameAs(RECONFIG);
        assertThat(alone.applyTo(RECONFIG)).isEqualTo(new Call.Write(new Command.Refused(ErrorCode.UNIMPLEMENTED)));
    }

    @Test
    void aServerThatOnlyReadsRefusesWritesAndLetsItsClientsGo() {
        RequestRules readOnly = RULES.withReadsOnly();
        Call read = new Call.GetData("/a", true);

        assertThat(readOnly.applyTo(read)).isSameAs(read);
        assertThat(readOnly.applyTo(new Call.Sync(Bytes.NULL)))
                .isEqualTo(new Call.Refused(ErrorCode.NOT_READ_ONLY, false));
        assertThat(readOnly.applyTo(new Call.Write(create(CreateForm.CREATE, OPEN))))
                .isEqualTo(new Call.Refused(ErrorCode.NOT_READ_ONLY, false));
        assertThat(readOnly.applyTo(new Call.Write(new Command.CloseSession())))
                .isEqualTo(new Call.Refused(ErrorCode.OK, true));
    }

    private static Command.Create create(CreateForm form, List<AclEntry> acl) {
        return new Command.Create(form, "/a", Bytes.EMPTY, acl, 0, 0);
    }
}
