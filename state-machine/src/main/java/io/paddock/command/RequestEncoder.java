package io.paddock.command;

import io.paddock.acl.AclEntry;
import io.paddock.acl.Identity;
import io.paddock.command.Command.Check;
import io.paddock.command.Command.Create;
import io.paddock.command.Command.Delete;
import io.paddock.command.Command.ExpireSession;
import io.paddock.command.Command.Multi;
import io.paddock.command.Command.SetAcl;
import io.paddock.command.Command.SetData;
import io.paddock.session.Owner;
import io.paddock.session.SessionIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the requests of one batch. Owned by one thread, for one batch. */
final class RequestEncoder {

    /** Who asks: all of a request but its command, under a number of its own in the batch. */
    private record Caller(int number, Owner owner, List<Identity> identities) {
        boolean isOf(Request request) {
            return owner.equals(request.owner()) && identities.equals(request.identities());
        }
    }

    private static final Caller NOBODY = new Caller(-1, new Owner(0, 0), List.of());

    private final ByteWriter out;
    private final SessionIndex<Caller> callers = new SessionIndex<>(NOBODY);
    private Caller serverItself = NOBODY;
    private int callerCount;
    private final Map<List<Identity>, Integer> identityLists = new HashMap<>();
    private final Map<List<AclEntry>, Integer> acls = new HashMap<>();
    private List<AclEntry> lastAcl = List.of();
    private int lastAclNumber = -1;

    RequestEncoder(ByteWriter out) {
        this.out = out;
    }

    void write(Request request) {
        long sessionId = request.sessionId();
        Caller known = sessionId == 0 ? serverItself : callers.get(sessionId);
        if (known.number() >= 0 && known.isOf(request)) {
            out.writeUnsigned(known.number());
        } else {
            writeCaller(request);
        }
        write(request.command());
    }

    private void writeCaller(Request request) {
        Caller caller = new Caller(callerCount++, request.owner(), request.identities());
        if (request.sessionId() == 0) {
            serverItself = caller;
        } else {
            callers.put(request.sessionId(), caller);
        }
        out.writeUnsigned(caller.number());
        out.writeFixedLong(request.sessionId());
        writeOwner(request.owner());
        int next = identityLists.size();
        Integer seen = identityLists.putIfAbsent(request.identities(), next);
        int number = seen == null ? next : seen;
        out.writeUnsigned(number);
        if (number == next) {
            writeIdentities(request.identities());
        }
    }

    private void writeIdentities(List<Identity> identities) {
        out.writeUnsigned(identities.size());
        for (Identity identity : identities) {
            out.writeText(identity.scheme());
            out.writeText(identity.id());
        }
    }

    private void writeOwner(Owner owner) {
        out.writeSigned(owner.server());
        out.writeSigned(owner.connection());
    }

    private void write(Command command) {
        out.writeByte(command.kind().number());
        switch (command.kind()) {
            case CREATE, DELETE, SET_DATA, CHECK, REFUSED -> writePart(command);
            case SET_ACL -> write((SetAcl) command);
            case MULTI -> write((Multi) command);
            case CREATE_SESSION -> {
                out.writeData(((Command.CreateSession) command).password());
                out.writeSigned(((Command.CreateSession) command).timeoutMs());
            }
            case ATTACH_SESSION -> {
                out.writeData(((Command.AttachSession) command).password());
                out.writeSigned(((Command.AttachSession) command).timeoutMs());
            }
            case EXPIRE_SESSION -> {
                out.writeFixedLong(((ExpireSession) command).sessionId());
                writeOwner(((ExpireSession) command).lastOwner());
            }
            case CLOSE_SESSION, SYNC -> {}
            case REMOVE_UNUSED -> out.writeText(((Command.RemoveUnused) command).path());
            case SET_ENSEMBLE -> out.writeData(((Command.SetEnsemble) command).members());
        }
    }

    private void write(SetAcl command) {
        out.writeText(command.path());
        writeAcl(command.acl());
        out.writeSigned(command.version());
    }

    private void write(Multi command) {
        out.writeUnsigned(command.parts().size());
        for (Command part : command.parts()) {
            out.writeByte(part.kind().number());
            writePart(part);
        }
    }

    private void writePart(Command part) {
        switch (part.kind()) {
            case CREATE -> write((Create) part);
            case DELETE -> {
                out.writeText(((Delete) part).path());
                out.writeSigned(((Delete) part).version());
            }
            case SET_DATA -> {
                out.writeText(((SetData) part).path());
                out.writeData(((SetData) part).data());
                out.writeSigned(((SetData) part).version());
            }
            case CHECK -> {
                out.writeText(((Check) part).path());
                out.writeSigned(((Check) part).version());
            }
            case REFUSED -> out.writeSigned(((Command.Refused) part).error().code());
            case SET_ACL,
                    MULTI,
                    CREATE_SESSION,
                    ATTACH_SESSION,
                    CLOSE_SESSION,
                    EXPIRE_SESSION,
                    SYNC,
                    REMOVE_UNUSED,
                    SET_ENSEMBLE -> throw new IllegalArgumentException("not a part of a multi: " + part.kind());
        }
    }

    private void write(Create create) {
        out.writeByte(numberOf(create.form()));
        out.writeText(create.path());
        out.writeData(create.data());
        writeAcl(create.acl());
        out.writeSigned(create.flags());
        if (create.form() == Command.CreateForm.TTL) {
            out.writeSigned(create.ttlMs());
        }
    }

    /** The number in the log; never used for another form. */
    static int numberOf(Command.CreateForm form) {
        return switch (form) {
            case CREATE -> 0;
            case CREATE2 -> 1;
            case CONTAINER -> 2;
            case TTL -> 3;
        };
    }

    private void writeAcl(List<AclEntry> acl) {
        if (lastAclNumber >= 0 && isSame(acl, lastAcl)) {
            out.writeUnsigned(lastAclNumber);
            return;
        }
        int next = acls.size();
        Integer seen = acls.putIfAbsent(acl, next);
        lastAclNumber = seen == null ? next : seen;
        lastAcl = acl;
        out.writeUnsigned(lastAclNumber);
        if (lastAclNumber == next) {
            writeEntries(acl);
        }
    }

    @SuppressWarnings("ReferenceEquality") // a short cut: equal lists that are not the same are found in the table
    private static boolean isSame(List<AclEntry> one, List<AclEntry> other) {
        return one == other;
    }

    private void writeEntries(List<AclEntry> acl) {
        out.writeUnsigned(acl.size());
        for (AclEntry entry : acl) {
            out.writeSigned(entry.permissions());
            out.writeText(entry.scheme());
            out.writeText(entry.id());
        }
    }
}
