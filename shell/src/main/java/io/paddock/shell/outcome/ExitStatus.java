package io.paddock.shell.outcome;

/** The exit status of the shell, one for each kind of failure a script may want to tell apart. */
public enum ExitStatus {
    /** The command did what it was asked. */
    DONE(0),
    /** The server said no: a znode is missing or in the way, a version is wrong, a quota is full. */
    REFUSED(1),
    /** The command line is wrong; nothing was sent. */
    USAGE(2),
    /** No server could be reached, or the connection was lost before the answer came. */
    NO_CONNECTION(3),
    /** The server did not accept who we are for what we asked. */
    NOT_AUTHORISED(4),
    /** Stopped by Ctrl-C. */
    INTERRUPTED(130);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    /** The number the process ends with. */
    public int code() {
        return code;
    }
}
