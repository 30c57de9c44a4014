package io.paddock.server.net;

import io.paddock.acl.AclEntry;
import io.paddock.command.Command;
import io.paddock.outcome.ErrorCode;
import io.paddock.server.wire.Call;
import java.util.List;
import java.util.Set;

/**
 * What a server's own settings refuse. A write that is refused keeps its place in the order and takes a zxid, as any failed one: the log holds
 * the refusal, so that no replica depends on another one's settings. Immutable.
 *
 * @param hasExtendedTypes whether TTL znodes are on ({@code extendedTypesEnabled})
 * @param isReconfigEnabled whether the ensemble may be changed by clients, the setting of nearly that name
 * @param isEnsemble whether there is an ensemble to change
 * @param onlyReads whether writes are refused: the ensemble is lost
 * @param aclSchemes the schemes that an ACL may name
 */
public record RequestRules(
        boolean hasExtendedTypes,
        boolean isReconfigEnabled,
        boolean isEnsemble,
        boolean onlyReads,
        Set<String> aclSchemes) {

    /** An ACL that apply refuses, in its place among the reasons to refuse. */
    private static final List<AclEntry> NOT_LEGAL = List.of();

    public RequestRules {
        aclSchemes = Set.copyOf(aclSchemes);
    }

    /** The same for a server that lost its ensemble. */
    public RequestRules withReadsOnly() {
        return new RequestRules(hasExtendedTypes, isReconfigEnabled, isEnsemble, true, aclSchemes);
    }

    /** The call, or what takes its place. */
    Call applyTo(Call call) {
        if (onlyReads && call.isWrite()) {
            boolean ends = call instanceof Call.Write write && write.command() instanceof Command.CloseSession;
            return new Call.Refused(ends ? ErrorCode.OK : ErrorCode.NOT_READ_ONLY, ends);
        }
        return switch (call.kind()) {
            case WRITE -> new Call.Write(applyTo(((Call.Write) call).command()));
            case RECONFIG -> applyTo((Call.Reconfig) call);
            case SYNC,
                    EXISTS,
                    GET_DATA,
                    GET_CHILDREN,
                    GET_ACL,
                    COUNT_DESCENDANTS,
                    GET_EPHEMERALS,
                    WHO_AM_I,
                    MULTI_READ,
                    SET_WATCHES,
                    ADD_WATCH,
                    REMOVE_WATCHES,
                    PING,
                    AUTHENTICATE,
                    SASL,
                    REFUSED -> call;
        };
    }

    private Call applyTo(Call.Reconfig call) {
        if (!isReconfigEnabled) {
            return new Call.Write(new Command.Refused(ErrorCode.RECONFIG_DISABLED));
        }
        return isEnsemble ? call : new Call.Write(new Command.Refused(ErrorCode.UNIMPLEMENTED));
    }

    private Command applyTo(Command command) {
        if (command instanceof Command.Create create) {
            return applyTo(create);
        }
        if (command instanceof Command.SetAcl setAcl && !isKnown(setAcl.acl())) {
            return new Command.SetAcl(setAcl.path(), NOT_LEGAL, setAcl.version());
        }
        if (command instanceof Command.Multi multi) {
            return new Command.Multi(multi.parts().stream().map(this::applyTo).toList());
        }
        return command;
    }

    private Command applyTo(Command.Create create) {
        if (create.form() == Command.CreateForm.TTL && !hasExtendedTypes) {
            return new Command.Refused(ErrorCode.UNIMPLEMENTED);
        }
        return isKnown(create.acl())
                ? create
                : new Command.Create(
                        create.form(), create.path(), create.data(), NOT_LEGAL, create.flags(), create.ttlMs());
    }

    private boolean isKnown(List<AclEntry> acl) {
        for (AclEntry entry : acl) {
            if (!aclSchemes.contains(entry.scheme())) {
                return false;
            }
        }
        return true;
    }
}
