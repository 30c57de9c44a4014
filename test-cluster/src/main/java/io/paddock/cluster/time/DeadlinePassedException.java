package io.paddock.cluster.time;

/** What was waited for did not happen in time; the message says what. */
public final class DeadlinePassedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the claim that did not come true. */
    public DeadlinePassedException(String message) {
        super(message);
    }
}
