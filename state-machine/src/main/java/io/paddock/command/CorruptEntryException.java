package io.paddock.command;

/** Bytes that are not what a codec of this version writes. In the log that is a broken disk or a bug; from a peer it ends the connection. */
public final class CorruptEntryException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CorruptEntryException(String message) {
        super(message);
    }
}
