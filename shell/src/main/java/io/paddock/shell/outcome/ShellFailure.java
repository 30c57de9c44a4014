package io.paddock.shell.outcome;

import java.io.Serial;

/**
 * A command that could not be done, for a reason the user can act on.
 *
 * <p>Carries no stack trace of interest: the message is all that is shown.
 */
public final class ShellFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final String OVERTAKEN = "OVERTAKEN";

    private final ExitStatus status;
    private final String kind;

    /** A failure with its status and the sentence for the user. */
    public ShellFailure(ExitStatus status, String message) {
        this(status, status.name(), message);
    }

    ShellFailure(ExitStatus status, String kind, String message) {
        super(message, null, false, false);
        this.status = status;
        this.kind = kind;
    }

    /** A command line that is wrong. */
    public static ShellFailure usage(String message) {
        return new ShellFailure(ExitStatus.USAGE, message);
    }

    /** A command that was refused since somebody else was quicker: it may be tried again on what is there now. */
    public static ShellFailure overtaken(String message) {
        return new ShellFailure(ExitStatus.REFUSED, OVERTAKEN, message);
    }

    /** Whether somebody else was quicker. */
    public boolean isOvertaken() {
        return kind.equals(OVERTAKEN);
    }

    /** A command that was refused, by a server or by a rule of the shell. */
    public static ShellFailure refused(String message) {
        return new ShellFailure(ExitStatus.REFUSED, message);
    }

    /** An end with a status of its own of which nothing more is to be told, such as differences that were printed. */
    public static ShellFailure silent(ExitStatus status) {
        return new ShellFailure(status, "");
    }

    /** The same failure with another status. */
    public ShellFailure withStatus(ExitStatus other) {
        return new ShellFailure(other, kind, getMessage());
    }

    /** No usable connection. */
    public static ShellFailure noConnection(String message) {
        return new ShellFailure(ExitStatus.NO_CONNECTION, message);
    }

    /** The kind of failure. */
    public ExitStatus status() {
        return status;
    }

    /** A stable word for programs: the name of ZooKeeper's error code, or of the status where the server had no part. */
    public String kind() {
        return kind;
    }
}
