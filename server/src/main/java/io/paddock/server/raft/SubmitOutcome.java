package io.paddock.server.raft;

/** What became of an entry that was submitted. */
public enum SubmitOutcome {
    /** It is committed, and this server has applied it. */
    APPLIED,
    /** This server does not lead. If it did when the entry was submitted, the entry may be committed all the same. */
    NOT_LEADER,
    /** It was refused or its fate is not known. */
    FAILED
}
