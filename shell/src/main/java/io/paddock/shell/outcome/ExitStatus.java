package io.paddock.shell.outcome;

/**
 * How the shell ends, one status for each kind of failure a script may want to tell apart.
 *
 * @param name the status as a word
 * @param code the number the process ends with
 */
public record ExitStatus(String name, int code) {
    /** The command did what it was asked. */
    public static final ExitStatus DONE = new ExitStatus("DONE", 0);

    /** The server said no: a znode is missing or in the way, a version is wrong, a quota is full. */
    public static final ExitStatus REFUSED = new ExitStatus("REFUSED", 1);

    /** The command line is wrong; nothing was sent. */
    public static final ExitStatus USAGE = new ExitStatus("USAGE", 2);

    /** There are differences: said by {@code plan} and {@code diff}, whose own errors end with 1. */
    public static final ExitStatus DIFFERENT = new ExitStatus("DIFFERENT", 2);

    /** No server could be reached, or the connection was lost before the answer came. */
    public static final ExitStatus NO_CONNECTION = new ExitStatus("NO_CONNECTION", 3);

    /** The server did not accept who we are for what we asked. */
    public static final ExitStatus NOT_AUTHORISED = new ExitStatus("NOT_AUTHORISED", 4);

    /** Stopped by Ctrl-C. */
    public static final ExitStatus INTERRUPTED = new ExitStatus("INTERRUPTED", 130);

    /** A command that was run under a lock ended with this status of its own, which is not 0. */
    public static ExitStatus ofChild(int code) {
        return new ExitStatus("CHILD_ENDED_WITH_" + code, code);
    }

    /** The word. */
    @Override
    public String toString() {
        return name;
    }
}
