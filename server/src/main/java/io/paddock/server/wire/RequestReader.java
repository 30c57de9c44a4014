package io.paddock.server.wire;

import io.netty.buffer.ByteBuf;
import io.paddock.acl.AclEntry;
import io.paddock.command.Command;
import io.paddock.outcome.ErrorCode;
import io.paddock.server.wire.MalformedRequestException.Fault;
import io.paddock.tree.Bytes;
import io.paddock.tree.ZnodeOwner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.jute.Record;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.proto.AddWatchRequest;
import org.apache.zookeeper.proto.AuthPacket;
import org.apache.zookeeper.proto.CheckVersionRequest;
import org.apache.zookeeper.proto.CheckWatchesRequest;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.CreateTTLRequest;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.ExistsRequest;
import org.apache.zookeeper.proto.GetACLRequest;
import org.apache.zookeeper.proto.GetAllChildrenNumberRequest;
import org.apache.zookeeper.proto.GetChildren2Request;
import org.apache.zookeeper.proto.GetDataRequest;
import org.apache.zookeeper.proto.GetEphemeralsRequest;
import org.apache.zookeeper.proto.GetSASLRequest;
import org.apache.zookeeper.proto.MultiHeader;
import org.apache.zookeeper.proto.ReconfigRequest;
import org.apache.zookeeper.proto.RemoveWatchesRequest;
import org.apache.zookeeper.proto.SetACLRequest;
import org.apache.zookeeper.proto.SetDataRequest;
import org.apache.zookeeper.proto.SetWatches;
import org.apache.zookeeper.proto.SetWatches2;
import org.apache.zookeeper.proto.SyncRequest;

/**
 * The body of a request into a {@link Call}.
 *
 * <p>What is not the record that its opcode promises is answered with MarshallingError, as ZooKeeper 3.9.5 does; an opcode that a client may
 * not send, with Unimplemented and the end of the connection.
 */
public final class RequestReader {

    /** How many parts a multi may have. */
    public static final int MULTI_PARTS_MAX = 100_000;

    /** The flags of a container; above them are those with a time to live, 5 and 6. */
    private static final int FLAGS_CONTAINER = 4;

    private static final int FLAGS_MAX = 6;

    /** Stands for the path null; no znode can have it. */
    private static final String NO_PATH = "\0";

    private RequestReader() {}

    /** Reads the body of a request of that opcode; {@code body} is used up, or partly when it is malformed. */
    public static Call read(OpCode code, ByteBuf body) {
        try {
            return read(code, new RecordReader(body));
        } catch (MalformedRequestException malformed) {
            return takesZxid(code, malformed.fault())
                    ? failedWrite()
                    : new Call.Refused(ErrorCode.MARSHALLING_ERROR, false);
        } catch (IOException malformed) {
            return takesZxid(code, Fault.NO_RECORD)
                    ? failedWrite()
                    : new Call.Refused(ErrorCode.MARSHALLING_ERROR, false);
        }
    }

    private static Call failedWrite() {
        return new Call.Write(new Command.Refused(ErrorCode.MARSHALLING_ERROR));
    }

    /** Whether a malformed body is refused as a failed write (ZooKeeper 3.9.5): a multi mostly, others if they could be read. */
    private static boolean takesZxid(OpCode code, Fault fault) {
        return switch (code) {
            case MULTI -> fault != Fault.MISSING_ACL;
            case CREATE, CREATE2, CREATE_CONTAINER, CREATE_TTL, DELETE, SET_DATA, SET_ACL ->
                fault == Fault.MISSING_TEXT;
            default -> false;
        };
    }

    private static Call read(OpCode code, RecordReader in) throws IOException {
        return switch (code) {
            case CREATE, CREATE2, CREATE_CONTAINER, CREATE_TTL, DELETE, SET_DATA, SET_ACL ->
                new Call.Write(single(code, in));
            case MULTI -> multi(in);
            case CLOSE_SESSION -> new Call.Write(new Command.CloseSession());
            case SYNC -> new Call.Sync(utf8(fill(new SyncRequest(), in).getPath()));
            case RECONFIG -> reconfig(in);
            case EXISTS -> {
                ExistsRequest request = fill(new ExistsRequest(), in);
                yield new Call.Exists(text(request.getPath()), request.getWatch());
            }
            case GET_DATA, GET_CHILDREN, GET_CHILDREN2 -> lookup(code, in);
            case GET_ACL -> new Call.GetAcl(text(fill(new GetACLRequest(), in).getPath()));
            case GET_ALL_CHILDREN_NUMBER ->
                new Call.CountDescendants(
                        text(fill(new GetAllChildrenNumberRequest(), in).getPath()));
            case GET_EPHEMERALS -> {
                String prefix = fill(new GetEphemeralsRequest(), in).getPrefixPath();
                yield new Call.GetEphemerals(prefix == null ? "" : prefix);
            }
            case WHO_AM_I -> new Call.WhoAmI();
            case MULTI_READ -> multiRead(in);
            case SET_WATCHES, SET_WATCHES2 -> setWatches(code, in);
            case ADD_WATCH -> addWatch(in);
            case CHECK_WATCHES -> {
                CheckWatchesRequest request = fill(new CheckWatchesRequest(), in);
                yield removeWatches(request.getPath(), request.getType(), true);
            }
            case REMOVE_WATCHES -> {
                RemoveWatchesRequest request = fill(new RemoveWatchesRequest(), in);
                yield removeWatches(request.getPath(), request.getType(), false);
            }
            case PING -> new Call.Ping();
            case AUTH -> {
                AuthPacket packet = fill(new AuthPacket(), in);
                yield new Call.Authenticate(orEmpty(packet.getScheme()), bytes(packet.getAuth()));
            }
            case SASL -> new Call.Sasl(bytes(fill(new GetSASLRequest(), in).getToken()));
            case CHECK, CREATE_SESSION, UNKNOWN -> new Call.Refused(ErrorCode.UNIMPLEMENTED, true);
        };
    }

    /** The path null is a bad argument to setData and setACL, and spoils other records, a multi among them (ZooKeeper 3.9.5). */
    private static Command single(OpCode code, RecordReader in) throws IOException {
        switch (code) {
            case CREATE_TTL -> {
                CreateTTLRequest request = fill(new CreateTTLRequest(), in);
                boolean hasTtl = request.getTtl() > 0 && request.getTtl() <= ZnodeOwner.TTL_MS_MAX;
                boolean isLegal = hasTtl && request.getFlags() > FLAGS_CONTAINER && request.getFlags() <= FLAGS_MAX;
                return createTtl(request, isLegal ? text(request.getPath()) : orNoPath(request.getPath()));
            }
            case SET_DATA -> {
                SetDataRequest request = fill(new SetDataRequest(), in);
                return new Command.SetData(orNoPath(request.getPath()), bytes(request.getData()), request.getVersion());
            }
            case SET_ACL -> {
                SetACLRequest request = fill(new SetACLRequest(), in);
                return new Command.SetAcl(orNoPath(request.getPath()), acl(request.getAcl()), request.getVersion());
            }
            default -> {
                return command(code, in);
            }
        }
    }

    private static Command command(OpCode code, RecordReader in) throws IOException {
        switch (code) {
            case CREATE_TTL -> {
                CreateTTLRequest request = fill(new CreateTTLRequest(), in);
                return createTtl(request, text(request.getPath()));
            }
            case DELETE -> {
                DeleteRequest request = fill(new DeleteRequest(), in);
                return new Command.Delete(text(request.getPath()), request.getVersion());
            }
            case SET_DATA -> {
                SetDataRequest request = fill(new SetDataRequest(), in);
                return new Command.SetData(text(request.getPath()), bytes(request.getData()), request.getVersion());
            }
            case CHECK -> {
                CheckVersionRequest request = fill(new CheckVersionRequest(), in);
                return new Command.Check(text(request.getPath()), request.getVersion());
            }
            default -> {
                return create(code, fill(new CreateRequest(), in));
            }
        }
    }

    private static Command createTtl(CreateTTLRequest request, String path) {
        return new Command.Create(
                Command.CreateForm.TTL,
                path,
                bytes(request.getData()),
                acl(request.getAcl()),
                request.getFlags(),
                request.getTtl());
    }

    private static Command.Create create(OpCode code, CreateRequest request) throws MalformedRequestException {
        boolean hasLegalFlags = request.getFlags() >= 0 && request.getFlags() <= FLAGS_CONTAINER;
        return new Command.Create(
                createForm(code),
                hasLegalFlags ? text(request.getPath()) : orNoPath(request.getPath()),
                bytes(request.getData()),
                acl(request.getAcl()),
                request.getFlags(),
                0);
    }

    private static Command.CreateForm createForm(OpCode code) {
        return switch (code) {
            case CREATE -> Command.CreateForm.CREATE;
            case CREATE_CONTAINER -> Command.CreateForm.CONTAINER;
            default -> Command.CreateForm.CREATE2;
        };
    }

    private static Call multi(RecordReader in) throws IOException {
        List<Command> parts = new ArrayList<>();
        for (MultiHeader header = fill(new MultiHeader(), in);
                !header.getDone();
                header = fill(new MultiHeader(), in)) {
            OpCode code = OpCode.of(header.getType());
            switch (code) {
                case CREATE, CREATE2, CREATE_CONTAINER, CREATE_TTL, DELETE, SET_DATA, CHECK ->
                    parts.add(part(code, in));
                default -> throw new MalformedRequestException("type " + header.getType() + " in a multi");
            }
            if (parts.size() > MULTI_PARTS_MAX) {
                throw new MalformedRequestException("more than " + MULTI_PARTS_MAX + " parts in a multi");
            }
        }
        return new Call.Write(new Command.Multi(parts));
    }

    /**
     * A part of a multi, whose creations follow rules of their own in ZooKeeper 3.9.5: the flags decide what is made, whatever the type, and
     * flags that are none, or a time to live that is not there, spoil the whole record.
     */
    private static Command part(OpCode code, RecordReader in) throws IOException {
        if (code == OpCode.CREATE || code == OpCode.CREATE2 || code == OpCode.CREATE_CONTAINER) {
            CreateRequest request = fill(new CreateRequest(), in);
            checkPart(request);
            return shaped(create(code, request));
        }
        Command command = command(code, in);
        return command instanceof Command.Create create ? shaped(create) : command;
    }

    private static void checkPart(CreateRequest request) throws MalformedRequestException {
        int flags = request.getFlags();
        if (flags < 0 || flags > FLAGS_MAX) {
            throw new MalformedRequestException("flags " + flags + " of a creation in a multi");
        }
        if (request.getAcl() == null) {
            throw MalformedRequestException.missingAcl();
        }
        if (flags > FLAGS_CONTAINER) {
            throw new MalformedRequestException("flags " + flags + " of a creation without a time to live in a multi");
        }
    }

    private static Command shaped(Command.Create create) {
        boolean isTtl = create.form() == Command.CreateForm.TTL;
        if (create.flags() == FLAGS_CONTAINER) {
            return withForm(create, Command.CreateForm.CONTAINER);
        }
        boolean hasTtlFlags = create.flags() > FLAGS_CONTAINER && create.flags() <= FLAGS_MAX;
        return isTtl && !hasTtlFlags ? withForm(create, Command.CreateForm.CREATE) : create;
    }

    private static Command withForm(Command.Create create, Command.CreateForm form) {
        return new Command.Create(form, create.path(), create.data(), create.acl(), create.flags(), 0);
    }

    /**
     * In ZooKeeper 3.9.5 the same record as a multi. One of writes is legal and then spoiled at its first part, one with a path of null at
     * that part.
     */
    private static Call multiRead(RecordReader in) throws IOException {
        List<Call> parts = new ArrayList<>();
        int writes = 0;
        boolean isSpoiled = false;
        for (MultiHeader header = fill(new MultiHeader(), in);
                !header.getDone();
                header = fill(new MultiHeader(), in)) {
            OpCode code = OpCode.of(header.getType());
            switch (code) {
                case GET_DATA, GET_CHILDREN -> {
                    GetDataRequest request = fill(new GetDataRequest(), in);
                    isSpoiled |= request.getPath() == null;
                    if (!isSpoiled) {
                        parts.add(
                                code == OpCode.GET_DATA
                                        ? new Call.GetData(request.getPath(), false)
                                        : new Call.GetChildren(request.getPath(), false, false));
                    }
                }
                case CREATE, CREATE2, CREATE_CONTAINER, CREATE_TTL, DELETE, SET_DATA, CHECK -> {
                    skipPart(code, in);
                    writes++;
                }
                default -> throw new MalformedRequestException("type " + header.getType() + " in a multiRead");
            }
            boolean isMixed = writes > 0 && (isSpoiled || !parts.isEmpty());
            if (isMixed || parts.size() > MULTI_PARTS_MAX) {
                throw new MalformedRequestException(parts.size() + " reads and " + writes + " writes in a multiRead");
            }
        }
        return new Call.MultiRead(parts, isSpoiled || writes > 0);
    }

    private static void skipPart(OpCode code, RecordReader in) throws IOException {
        try {
            part(code, in);
        } catch (MalformedRequestException malformed) {
            if (malformed.fault() != Fault.MISSING_TEXT) {
                throw malformed;
            }
        }
    }

    private static Call lookup(OpCode code, RecordReader in) throws IOException {
        if (code == OpCode.GET_DATA) {
            GetDataRequest request = fill(new GetDataRequest(), in);
            return new Call.GetData(text(request.getPath()), request.getWatch());
        }
        // The records of opcodes 8 and 12 have the same form.
        GetChildren2Request request = fill(new GetChildren2Request(), in);
        return new Call.GetChildren(text(request.getPath()), request.getWatch(), code == OpCode.GET_CHILDREN2);
    }

    private static Call setWatches(OpCode code, RecordReader in) throws IOException {
        PathLists lists = new PathLists();
        if (code == OpCode.SET_WATCHES) {
            SetWatches request = fill(new SetWatches(), in);
            return new Call.SetWatches(
                    request.getRelativeZxid(),
                    lists.next(request.getDataWatches()),
                    lists.next(request.getExistWatches()),
                    lists.next(request.getChildWatches()),
                    List.of(),
                    List.of(),
                    lists.isSpoiled());
        }
        SetWatches2 request = fill(new SetWatches2(), in);
        return new Call.SetWatches(
                request.getRelativeZxid(),
                lists.next(request.getDataWatches()),
                lists.next(request.getExistWatches()),
                lists.next(request.getChildWatches()),
                lists.nextLegalNulls(request.getPersistentWatches()),
                lists.nextLegalNulls(request.getPersistentRecursiveWatches()),
                lists.isSpoiled());
    }

    private static Call addWatch(RecordReader in) throws IOException {
        AddWatchRequest request = fill(new AddWatchRequest(), in);
        if (request.getMode() != 0 && request.getMode() != 1) {
            throw new MalformedRequestException("mode " + request.getMode() + " of a watch");
        }
        return new Call.AddWatch(orNoPath(request.getPath()), request.getMode() == 1);
    }

    private static Call removeWatches(String path, int type, boolean onlyChecks) throws IOException {
        if (type < 1 || type > 5) {
            throw new MalformedRequestException("type " + type + " of watches");
        }
        return new Call.RemoveWatches(orNoPath(path), type, onlyChecks);
    }

    /** What is asked of the path null where that is not malformed: a watch, for one, where nothing ever happens (ZooKeeper 3.9.5). */
    private static String orNoPath(String path) {
        return path == null ? NO_PATH : path;
    }

    private static Call reconfig(RecordReader in) throws IOException {
        ReconfigRequest request = fill(new ReconfigRequest(), in);
        return new Call.Reconfig(
                request.getNewMembers() != null,
                orEmpty(request.getJoiningServers()),
                orEmpty(request.getLeavingServers()),
                orEmpty(request.getNewMembers()),
                request.getCurConfigId());
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private static List<AclEntry> acl(List<ACL> acl) {
        if (acl == null) {
            return List.of();
        }
        List<AclEntry> entries = new ArrayList<>(acl.size());
        for (ACL entry : acl) {
            entries.add(new AclEntry(
                    entry.getPerms(),
                    orEmpty(entry.getId().getScheme()),
                    orEmpty(entry.getId().getId())));
        }
        return entries;
    }

    private static Bytes utf8(String text) {
        return text == null ? Bytes.NULL : Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Bytes bytes(byte[] array) {
        return array == null ? Bytes.NULL : Bytes.of(array);
    }

    private static String text(String text) throws MalformedRequestException {
        if (text == null) {
            throw MalformedRequestException.missingText();
        }
        return text;
    }

    private static <R extends Record> R fill(R record, RecordReader in) throws IOException {
        record.deserialize(in, "request");
        return record;
    }

    /**
     * The lists of a setWatches in their order. ZooKeeper 3.9.5 goes through them one path after the other, and stops with an error at null; what
     * came before has had its effect.
     */
    private static final class PathLists {
        private boolean isSpoiled;

        List<String> next(List<String> paths) {
            if (isSpoiled || paths == null) {
                isSpoiled = true;
                return List.of();
            }
            int end = paths.indexOf(null);
            isSpoiled = end >= 0;
            return isSpoiled ? paths.subList(0, end) : paths;
        }

        List<String> nextLegalNulls(List<String> paths) {
            if (isSpoiled || paths == null) {
                isSpoiled = true;
                return List.of();
            }
            return paths.stream().map(RequestReader::orNoPath).toList();
        }

        boolean isSpoiled() {
            return isSpoiled;
        }
    }
}
