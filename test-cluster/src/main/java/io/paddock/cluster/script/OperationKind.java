package io.paddock.cluster.script;

import io.paddock.cluster.wire.OpCode;
import java.util.Arrays;
import java.util.List;

/** What a script may ask: each request type with its name in scripts, its arguments, and what its reply holds. */
public enum OperationKind {
    /** Makes a node. */
    CREATE("create", OpCode.CREATE, List.of(ReplyPart.PATH), path(), data(), acl(), number("flags")),
    /** Makes a node, answers its stat too. */
    CREATE2(
            "create2",
            OpCode.CREATE_2,
            List.of(ReplyPart.PATH, ReplyPart.STAT),
            path(),
            data(),
            acl(),
            number("flags")),
    /** Makes a container. */
    CREATE_CONTAINER(
            "createContainer",
            OpCode.CREATE_CONTAINER,
            List.of(ReplyPart.PATH, ReplyPart.STAT),
            path(),
            data(),
            acl(),
            number("flags")),
    /** Makes a node with a time to live. */
    CREATE_TTL(
            "createTTL",
            OpCode.CREATE_TTL,
            List.of(ReplyPart.PATH, ReplyPart.STAT),
            path(),
            data(),
            acl(),
            number("flags"),
            new Field("ttl", FieldType.LONG)),
    /** Removes a node. */
    DELETE("delete", OpCode.DELETE, List.of(), path(), number("version")),
    /** Asks for a stat. */
    EXISTS("exists", OpCode.EXISTS, List.of(ReplyPart.STAT), path(), watch()),
    /** Asks for data. */
    GET_DATA("getData", OpCode.GET_DATA, List.of(ReplyPart.DATA, ReplyPart.STAT), path(), watch()),
    /** Replaces data. */
    SET_DATA("setData", OpCode.SET_DATA, List.of(ReplyPart.STAT), path(), data(), number("version")),
    /** Asks for an access list. */
    GET_ACL("getACL", OpCode.GET_ACL, List.of(ReplyPart.ACL, ReplyPart.STAT), path()),
    /** Replaces an access list. */
    SET_ACL("setACL", OpCode.SET_ACL, List.of(ReplyPart.STAT), path(), acl(), number("version")),
    /** Asks for names of children. */
    GET_CHILDREN("getChildren", OpCode.GET_CHILDREN, List.of(ReplyPart.NAMES), path(), watch()),
    /** Asks for names of children and the stat. */
    GET_CHILDREN2("getChildren2", OpCode.GET_CHILDREN_2, List.of(ReplyPart.NAMES, ReplyPart.STAT), path(), watch()),
    /** Catches up with the leader. */
    SYNC("sync", OpCode.SYNC, List.of(ReplyPart.PATH), path()),
    /** Says that the client lives. */
    PING("ping", OpCode.PING, List.of()),
    /** Compares a version. */
    CHECK("check", OpCode.CHECK, List.of(), path(), number("version")),
    /** Several writes, all or none; its parts stand in braces. */
    MULTI("multi", OpCode.MULTI, List.of(ReplyPart.RESULTS)),
    /** Several reads; its parts stand in braces. */
    MULTI_READ("multiRead", OpCode.MULTI_READ, List.of(ReplyPart.RESULTS)),
    /** Changes the members. */
    RECONFIG(
            "reconfig",
            OpCode.RECONFIG,
            List.of(ReplyPart.DATA, ReplyPart.STAT),
            new Field("joining", FieldType.DATA),
            new Field("leaving", FieldType.DATA),
            new Field("members", FieldType.DATA),
            new Field("config", FieldType.LONG)),
    /** Asks whether a watch is set. */
    CHECK_WATCHES("checkWatches", OpCode.CHECK_WATCHES, List.of(), path(), number("type")),
    /** Takes watches back. */
    REMOVE_WATCHES("removeWatches", OpCode.REMOVE_WATCHES, List.of(), path(), number("type")),
    /** Removes an empty container. */
    DELETE_CONTAINER("deleteContainer", OpCode.DELETE_CONTAINER, List.of(), path()),
    /** Adds an identity. */
    AUTH(
            "auth",
            OpCode.AUTH,
            List.of(),
            number("type"),
            new Field("scheme", FieldType.DATA),
            new Field("auth", FieldType.DATA)),
    /** Sets watches anew. */
    SET_WATCHES("setWatches", OpCode.SET_WATCHES, List.of(), zxid(), paths("data"), paths("exist"), paths("child")),
    /** Sets watches anew, the persistent ones too. */
    SET_WATCHES2(
            "setWatches2",
            OpCode.SET_WATCHES_2,
            List.of(),
            zxid(),
            paths("data"),
            paths("exist"),
            paths("child"),
            paths("persistent"),
            paths("recursive")),
    /** A step of SASL. */
    SASL("sasl", OpCode.SASL, List.of(ReplyPart.DATA), new Field("token", FieldType.DATA)),
    /** Asks for ephemerals of the session. */
    GET_EPHEMERALS("getEphemerals", OpCode.GET_EPHEMERALS, List.of(ReplyPart.NAMES), path()),
    /** Counts nodes below one. */
    GET_ALL_CHILDREN_NUMBER("getAllChildrenNumber", OpCode.GET_ALL_CHILDREN_NUMBER, List.of(ReplyPart.NUMBER), path()),
    /** Sets a persistent watch. */
    ADD_WATCH("addWatch", OpCode.ADD_WATCH, List.of(ReplyPart.NUMBER), path(), number("mode")),
    /** Asks for identities. */
    WHO_AM_I("whoAmI", OpCode.WHO_AM_I, List.of(ReplyPart.IDENTITIES)),
    /** Ends the session. */
    CLOSE_SESSION("closeSession", OpCode.CLOSE_SESSION, List.of()),
    /** Another request without the last bytes of its body, or with zeros after it; that request stands in braces. */
    CUT("cut", 0, List.of(), number("bytes")),
    /** Any type with any body: what no client sends. */
    RAW("raw", 0, List.of(ReplyPart.BYTES), number("type"), new Field("body", FieldType.RAW));

    private final String word;
    private final int opCode;

    // Made by List.of in this file, so they never change, which the type does not tell.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<ReplyPart> replyParts;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Field> fields;

    OperationKind(String word, int opCode, List<ReplyPart> replyParts, Field... fields) {
        this.word = word;
        this.opCode = opCode;
        this.replyParts = replyParts;
        this.fields = List.of(fields);
    }

    /** The kind that scripts call so. */
    static OperationKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such operation: " + word));
    }

    /** Its name in scripts. */
    public String word() {
        return word;
    }

    /** The request type on the wire; of no meaning for {@link #RAW}, which brings its own. */
    int opCode() {
        return opCode;
    }

    /** Its arguments, in their order on the wire. */
    List<Field> fields() {
        return fields;
    }

    /** What a reply without error holds. */
    List<ReplyPart> replyParts() {
        return replyParts;
    }

    /** Whether it asks, or sets watches of its own session, and changes nothing else. */
    boolean isRead() {
        return switch (this) {
            case EXISTS, GET_DATA, GET_ACL, GET_CHILDREN, GET_CHILDREN2, SYNC, PING, MULTI_READ, CHECK_WATCHES -> true;
            case REMOVE_WATCHES, SET_WATCHES, SET_WATCHES2, GET_EPHEMERALS, GET_ALL_CHILDREN_NUMBER -> true;
            case ADD_WATCH, WHO_AM_I, AUTH -> true;
            case CREATE, CREATE2, CREATE_CONTAINER, CREATE_TTL, DELETE, SET_DATA, SET_ACL, MULTI, RECONFIG -> false;
            case CHECK, DELETE_CONTAINER, SASL, CLOSE_SESSION, CUT, RAW -> false;
        };
    }

    /** Whether it is made of other operations. */
    boolean hasParts() {
        return this == MULTI || this == MULTI_READ || this == CUT;
    }

    private static Field path() {
        return new Field("path", FieldType.PATH);
    }

    private static Field data() {
        return new Field("data", FieldType.DATA);
    }

    private static Field acl() {
        return new Field("acl", FieldType.ACL);
    }

    private static Field watch() {
        return new Field("watch", FieldType.FLAG);
    }

    private static Field zxid() {
        return new Field("zxid", FieldType.ZXID);
    }

    private static Field number(String name) {
        return new Field(name, FieldType.INT);
    }

    private static Field paths(String name) {
        return new Field(name, FieldType.PATHS);
    }
}
