package io.paddock.server.raft;

/** How a server comes to its group when it has no history. */
public enum StartMode {
    /** The ensemble begins with the members in the settings, this server among them. */
    FOUNDING,
    /** The ensemble lives, and does not know this server yet: it waits to be added. */
    JOINING
}
