package io.paddock.server.request;

import io.paddock.acl.Identity;
import io.paddock.server.wire.Call;
import io.paddock.server.wire.OpCode;
import java.util.List;

/** A request that was received and not yet answered. Immutable but for its mark; two of them are the same only if they are one object. */
public final class Pending {

    private final Requester requester;
    private final int xid;
    private final OpCode opCode;
    private final Call call;
    private final List<Identity> identities;
    private final int bytes;
    private final long receivedNanos;
    /** Guarded by the publish lock. */
    private long mark = ReadMarks.NONE;

    /**
     * A request received now.
     *
     * @param requester who gets the answer
     * @param xid the client's number for it
     * @param identities who the connection has proven to be by now
     * @param bytes its length on the wire, 0 for the server's own
     */
    public Pending(Requester requester, int xid, OpCode opCode, Call call, List<Identity> identities, int bytes) {
        this.requester = requester;
        this.xid = xid;
        this.opCode = opCode;
        this.call = call;
        this.identities = identities;
        this.bytes = bytes;
        this.receivedNanos = System.nanoTime();
    }

    /** Who gets the answer. */
    public Requester requester() {
        return requester;
    }

    /** The client's number for it. */
    public int xid() {
        return xid;
    }

    /** The operation. */
    public OpCode opCode() {
        return opCode;
    }

    /** What is asked. */
    public Call call() {
        return call;
    }

    /** Who the connection had proven to be when it came. */
    public List<Identity> identities() {
        return identities;
    }

    /** Its length on the wire, 0 for the server's own. */
    public int bytes() {
        return bytes;
    }

    /** When it came, in {@link System#nanoTime}. */
    public long receivedNanos() {
        return receivedNanos;
    }

    /** The mark of {@link ReadMarks} that it waits for. */
    long mark() {
        return mark;
    }

    /** It is to wait for this mark. */
    void waitFor(long newMark) {
        mark = newMark;
    }

    @Override
    public String toString() {
        return opCode + " xid " + xid;
    }
}
