package io.paddock.cluster.wire;

/** The request numbers that have a meaning of their own; clients number other requests from 1. */
public final class Xid {
    /** Of a watch event. */
    public static final int EVENT = -1;
    /** Of a ping and its reply. */
    public static final int PING = -2;
    /** Of an auth request and its reply. */
    public static final int AUTH = -4;
    /** Of a setWatches request and its reply. */
    public static final int SET_WATCHES = -8;

    private Xid() {}
}
