package io.paddock.cluster.wire;

/** The server sent bytes that are not the record that is due. */
public final class MalformedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what was expected and what came. */
    public MalformedRecordException(String message) {
        super(message);
    }
}
