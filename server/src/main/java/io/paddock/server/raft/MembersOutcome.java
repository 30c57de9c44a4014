package io.paddock.server.raft;

/** What became of a change of members. */
public enum MembersOutcome {
    /** The new members are committed. */
    CHANGED,
    /** The members were not those expected. */
    NOT_AS_EXPECTED,
    /** Another change is under way, or this leader is too new. */
    BUSY,
    /** A new server did not catch up in time. */
    NEW_SERVER_SILENT,
    /** This server does not lead, or ceased to while it changed: the outcome is not known. */
    NOT_LEADER,
    /** Not a change that can be made: half of the new voters or more at once, an address of a member, the leader's own vote, or nobody left. */
    REFUSED
}
