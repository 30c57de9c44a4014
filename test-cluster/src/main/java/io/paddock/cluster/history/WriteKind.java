package io.paddock.cluster.history;

/** The kinds of writes that the workload does. */
public enum WriteKind {
    /** Sets a node that only this client writes, against the version it knows. */
    REGISTER,
    /** Sets two nodes that only this client writes in one multi, each against its version. */
    PAIR,
    /** Makes a sequential node below a parent shared by all clients. */
    SEQUENCE,
    /** Makes an ephemeral node. */
    EPHEMERAL,
    /** Deletes an ephemeral node of one's own. */
    REMOVAL,
    /** Adds one to a number that all clients write, against the version read before. */
    COUNTER
}
