package io.paddock.cluster.wire;

/**
 * One request of a client.
 *
 * @param xid the client's number for it, which its reply repeats
 * @param opCode what is asked, see {@link OpCode}
 * @param body the record that follows the header
 */
public record Request(int xid, int opCode, Bytes body) {
    /** The whole frame, its length first. */
    public Bytes frame() {
        return new WireWriter().int32(xid).int32(opCode).raw(body).toFrame();
    }

    /** The ping that clients send. */
    public static Request ping() {
        return new Request(Xid.PING, OpCode.PING, Bytes.EMPTY);
    }
}
