package io.paddock.command;

import io.paddock.acl.Acl;
import io.paddock.acl.AclEntry;
import io.paddock.acl.Identity;
import io.paddock.command.Command.CreateForm;
import io.paddock.command.Command.Kind;
import io.paddock.outcome.ErrorCode;
import io.paddock.session.Owner;
import io.paddock.tree.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Reads the requests of one batch. Owned by one thread, for one batch. */
final class RequestDecoder {

    /** Who asks: all of a request but its command. */
    private record Caller(long sessionId, Owner owner, List<Identity> identities) {}

    private static final Kind[] KINDS = kindsByNumber();
    private static final CreateForm[] FORMS = CreateForm.values();
    private static final ErrorCode[] ERRORS = ErrorCode.values();
    private static final int IDENTITY_BYTES_MIN = 2;
    private static final int ACL_ENTRY_BYTES_MIN = 3;
    private static final int PART_BYTES_MIN = 2;

    private final ByteReader in;
    private final List<Caller> callers = new ArrayList<>();
    private final List<List<Identity>> identityLists = new ArrayList<>();
    private final List<List<AclEntry>> acls = new ArrayList<>();

    RequestDecoder(ByteReader in) {
        this.in = in;
    }

    Request read() {
        Caller caller = readCaller();
        return new Request(caller.sessionId(), caller.owner(), caller.identities(), readCommand());
    }

    private Caller readCaller() {
        int number = readNumber(callers.size());
        if (number == callers.size()) {
            callers.add(new Caller(in.readFixedLong(), readOwner(), readIdentities()));
        }
        return callers.get(number);
    }

    /** The number of something that came before, or the next number: then it follows. */
    private int readNumber(int known) {
        long number = in.readUnsigned();
        if (number < 0 || number > known) {
            throw in.corrupt("the number " + number + " where " + known + " are known");
        }
        return (int) number;
    }

    private Owner readOwner() {
        return new Owner(in.readInt(), in.readSigned());
    }

    private List<Identity> readIdentities() {
        int number = readNumber(identityLists.size());
        if (number == identityLists.size()) {
            int count = in.readCount(IDENTITY_BYTES_MIN);
            Identity[] identities = new Identity[count];
            for (int i = 0; i < count; i++) {
                identities[i] = new Identity(in.readText(), in.readText());
            }
            identityLists.add(List.of(identities));
        }
        return identityLists.get(number);
    }

    private Command readCommand() {
        Kind kind = readKind();
        return switch (kind) {
            case CREATE, DELETE, SET_DATA, CHECK, REFUSED -> readPart(kind);
            case SET_ACL -> new Command.SetAcl(in.readText(), readAcl(), in.readInt());
            case MULTI -> readMulti();
            case CREATE_SESSION -> new Command.CreateSession(in.readData(), in.readInt());
            case ATTACH_SESSION -> new Command.AttachSession(in.readData(), in.readInt());
            case CLOSE_SESSION -> new Command.CloseSession();
            case EXPIRE_SESSION -> new Command.ExpireSession(in.readFixedLong(), readOwner());
            case SYNC -> new Command.Sync();
            case REMOVE_UNUSED -> new Command.RemoveUnused(in.readText());
            case SET_ENSEMBLE -> new Command.SetEnsemble(in.readData());
        };
    }

    private Kind readKind() {
        int number = in.readByte();
        if (number == 0 || number > KINDS.length) {
            throw in.corrupt("a command of kind " + number);
        }
        return KINDS[number - 1];
    }

    private Command readMulti() {
        int count = in.readCount(PART_BYTES_MIN);
        Command[] parts = new Command[count];
        for (int i = 0; i < count; i++) {
            parts[i] = readPart(readKind());
        }
        return new Command.Multi(List.of(parts));
    }

    private Command readPart(Kind kind) {
        return switch (kind) {
            case CREATE -> readCreate();
            case DELETE -> new Command.Delete(in.readText(), in.readInt());
            case SET_DATA -> new Command.SetData(in.readText(), in.readData(), in.readInt());
            case CHECK -> new Command.Check(in.readText(), in.readInt());
            case REFUSED -> new Command.Refused(readError());
            case SET_ACL,
                    MULTI,
                    CREATE_SESSION,
                    ATTACH_SESSION,
                    CLOSE_SESSION,
                    EXPIRE_SESSION,
                    SYNC,
                    REMOVE_UNUSED,
                    SET_ENSEMBLE -> throw in.corrupt("a part of a multi of kind " + kind);
        };
    }

    private Command readCreate() {
        CreateForm form = readForm();
        String path = in.readText();
        Bytes data = in.readData();
        List<AclEntry> acl = readAcl();
        int flags = in.readInt();
        long ttlMs = form == CreateForm.TTL ? in.readSigned() : 0;
        return new Command.Create(form, path, data, acl, flags, ttlMs);
    }

    private CreateForm readForm() {
        int number = in.readByte();
        for (CreateForm form : FORMS) {
            if (RequestEncoder.numberOf(form) == number) {
                return form;
            }
        }
        throw in.corrupt("a create of form " + number);
    }

    private List<AclEntry> readAcl() {
        int number = readNumber(acls.size());
        if (number == acls.size()) {
            int count = in.readCount(ACL_ENTRY_BYTES_MIN);
            AclEntry[] entries = new AclEntry[count];
            for (int i = 0; i < count; i++) {
                entries[i] = new AclEntry(in.readInt(), in.readText(), in.readText());
            }
            List<AclEntry> acl = List.of(entries);
            acls.add(acl.equals(Acl.OPEN.entries()) ? Acl.OPEN.entries() : acl);
        }
        return acls.get(number);
    }

    private ErrorCode readError() {
        int code = in.readInt();
        for (ErrorCode error : ERRORS) {
            if (error.code() == code) {
                return error;
            }
        }
        throw in.corrupt("the error code " + code);
    }

    /** The kinds, whose numbers are 1, 2, 3 and so on. */
    private static Kind[] kindsByNumber() {
        Kind[] kinds = Kind.values().clone();
        for (Kind kind : Kind.values()) {
            kinds[kind.number() - 1] = kind;
        }
        return kinds;
    }
}
