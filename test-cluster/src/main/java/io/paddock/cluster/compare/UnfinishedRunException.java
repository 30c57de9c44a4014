package io.paddock.cluster.compare;

import java.io.IOException;

/** A script did not get to its end; the message says on which side, at which step, and why. */
public final class UnfinishedRunException extends IOException {
    private static final long serialVersionUID = 1L;

    /** With the side, the step and what went wrong there. */
    UnfinishedRunException(String side, String place, Throwable cause) {
        super("on " + side + ", " + place + ": " + cause, cause);
    }
}
