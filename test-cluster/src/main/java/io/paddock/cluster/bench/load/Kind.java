package io.paddock.cluster.bench.load;

/** What a request counts as. */
enum Kind {
    /** Nothing was sent: there is nothing to send now. */
    NOTHING,
    /** A read that is measured. */
    READ,
    /** A write that is measured. */
    WRITE,
    /** Something that is not measured: preparation, the arming of watches. */
    OTHER,
    /** The end of the session. */
    END
}
