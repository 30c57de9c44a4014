package io.paddock.server.wire;

import java.util.HashMap;
import java.util.Map;

/** The operation codes of ZooKeeper 3.9.5 that a client may send, and the word that four-letter words show for each. */
public enum OpCode {
    CREATE(1, "CREA"),
    DELETE(2, "DELE"),
    EXISTS(3, "EXIS"),
    GET_DATA(4, "GETD"),
    SET_DATA(5, "SETD"),
    GET_ACL(6, "GETA"),
    SET_ACL(7, "SETA"),
    GET_CHILDREN(8, "GETC"),
    SYNC(9, "SYNC"),
    PING(11, "PING"),
    GET_CHILDREN2(12, "GETC"),
    CHECK(13, "CHEC"),
    MULTI(14, "MULT"),
    CREATE2(15, "CREA"),
    RECONFIG(16, "RECO"),
    CHECK_WATCHES(17, "CHKW"),
    REMOVE_WATCHES(18, "REMW"),
    CREATE_CONTAINER(19, "CREA"),
    CREATE_TTL(21, "CREA"),
    MULTI_READ(22, "MLTR"),
    AUTH(100, "AUTH"),
    SET_WATCHES(101, "SETW"),
    SASL(102, "SASL"),
    GET_EPHEMERALS(103, "GETE"),
    GET_ALL_CHILDREN_NUMBER(104, "GETACN"),
    SET_WATCHES2(105, "STW2"),
    ADD_WATCH(106, "ADDW"),
    WHO_AM_I(107, "HOMI"),
    CREATE_SESSION(-10, "SESS"),
    CLOSE_SESSION(-11, "CLOS"),
    /** Any other number. */
    UNKNOWN(0, "UNKN");

    private static final Map<Integer, OpCode> BY_NUMBER = new HashMap<>();

    static {
        for (OpCode code : values()) {
            BY_NUMBER.put(code.number, code);
        }
    }

    private final int number;
    private final String word;

    OpCode(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /** The code with that number, {@link #UNKNOWN} when a client may not send it. */
    public static OpCode of(int number) {
        return BY_NUMBER.getOrDefault(number, UNKNOWN);
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** How {@code cons} shows it as the last operation. */
    public String word() {
        return word;
    }
}
