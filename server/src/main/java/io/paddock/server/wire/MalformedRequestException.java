package io.paddock.server.wire;

import java.io.IOException;

/** Bytes that are not the record they should be: cut short, or a length that cannot be, or nothing where something must be. */
public final class MalformedRequestException extends IOException {

    private static final long serialVersionUID = 1;

    private final Fault fault;

    MalformedRequestException(String message) {
        this(message, Fault.NO_RECORD);
    }

    private MalformedRequestException(String message, Fault fault) {
        super(message);
        this.fault = fault;
    }

    /** For a record that was read to its end, in which there is null where a text must be. */
    static MalformedRequestException missingText() {
        return new MalformedRequestException("null where a text must be", Fault.MISSING_TEXT);
    }

    /** For a part of a multi that makes a node with an ACL of null. */
    static MalformedRequestException missingAcl() {
        return new MalformedRequestException("null where the ACL of a new znode must be", Fault.MISSING_ACL);
    }

    Fault fault() {
        return fault;
    }

    /** What is wrong, as far as it matters for the answer. */
    enum Fault {
        NO_RECORD,
        MISSING_TEXT,
        MISSING_ACL
    }
}
