package io.paddock.cluster.wire;

/** The numbers of the request types of ZooKeeper 3.9.5. */
public final class OpCode {
    /** Makes a node, answers its path. */
    public static final int CREATE = 1;
    /** Removes a node. */
    public static final int DELETE = 2;
    /** Asks for a node's stat. */
    public static final int EXISTS = 3;
    /** Asks for a node's data. */
    public static final int GET_DATA = 4;
    /** Replaces a node's data. */
    public static final int SET_DATA = 5;
    /** Asks for a node's access list. */
    public static final int GET_ACL = 6;
    /** Replaces a node's access list. */
    public static final int SET_ACL = 7;
    /** Asks for the names of a node's children. */
    public static final int GET_CHILDREN = 8;
    /** Waits until this server has what the leader had committed. */
    public static final int SYNC = 9;
    /** Says that the client lives. */
    public static final int PING = 11;
    /** As {@link #GET_CHILDREN}, with the stat. */
    public static final int GET_CHILDREN_2 = 12;
    /** Compares a version; legal within a multi only. */
    public static final int CHECK = 13;
    /** Several writes, all or none. */
    public static final int MULTI = 14;
    /** As {@link #CREATE}, with the stat. */
    public static final int CREATE_2 = 15;
    /** Changes the ensemble's members. */
    public static final int RECONFIG = 16;
    /** Asks whether a watch is set. */
    public static final int CHECK_WATCHES = 17;
    /** Takes watches back. */
    public static final int REMOVE_WATCHES = 18;
    /** Makes a container. */
    public static final int CREATE_CONTAINER = 19;
    /** Removes an empty container; for servers, not for clients. */
    public static final int DELETE_CONTAINER = 20;
    /** Makes a node that goes when unchanged for long. */
    public static final int CREATE_TTL = 21;
    /** Several reads. */
    public static final int MULTI_READ = 22;
    /** Adds an identity to the connection. */
    public static final int AUTH = 100;
    /** Sets watches anew after a reconnect. */
    public static final int SET_WATCHES = 101;
    /** A step of a SASL conversation. */
    public static final int SASL = 102;
    /** Asks for the session's ephemerals. */
    public static final int GET_EPHEMERALS = 103;
    /** Counts all nodes below one. */
    public static final int GET_ALL_CHILDREN_NUMBER = 104;
    /** As {@link #SET_WATCHES}, with the persistent ones. */
    public static final int SET_WATCHES_2 = 105;
    /** Sets a persistent watch. */
    public static final int ADD_WATCH = 106;
    /** Asks for the connection's identities. */
    public static final int WHO_AM_I = 107;
    /** Makes a session; for servers, not for clients. */
    public static final int CREATE_SESSION = -10;
    /** Ends the session. */
    public static final int CLOSE_SESSION = -11;

    private OpCode() {}
}
