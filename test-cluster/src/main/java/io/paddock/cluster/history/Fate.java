package io.paddock.cluster.history;

/** What a client knows of a write. */
public enum Fate {
    /** The server said that it is done. */
    ACKNOWLEDGED,
    /** The server said that it was not done. */
    REFUSED,
    /** No answer came: it may be done or not, but at most once. */
    UNKNOWN
}
