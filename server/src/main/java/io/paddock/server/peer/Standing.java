package io.paddock.server.peer;

/** What a server is to the ensemble of the one who is asked. */
public enum Standing {
    /** The one who is asked takes part in no ensemble yet. */
    UNDECIDED,
    /** A member. */
    MEMBER,
    /** Not a member: it waits to be added. */
    STRANGER
}
