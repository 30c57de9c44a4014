package io.paddock.server.request;

import io.paddock.acl.Identity;
import io.paddock.server.wire.Call;
import io.paddock.server.wire.OpCode;
import java.util.List;

/**
 * A request that was received and not yet answered.
 *
 * @param requester who gets the answer
 * @param xid the client's number for it
 * @param identities who the connection had proven to be when it came
 * @param receivedNanos when it came, in {@link System#nanoTime}
 */
public record Pending(
        Requester requester, int xid, OpCode opCode, Call call, List<Identity> identities, long receivedNanos) {

    /** Two requests are the same only if they are one object. */
    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
