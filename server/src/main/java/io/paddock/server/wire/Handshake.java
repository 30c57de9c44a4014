package io.paddock.server.wire;

import io.netty.buffer.ByteBuf;
import io.paddock.tree.Bytes;
import java.io.IOException;

/**
 * A client's first frame.
 *
 * @param lastZxidSeen the newest state that the client knows of
 * @param timeoutMs the session time-out it wishes
 * @param sessionId the session to re-attach to, 0 for a new one
 * @param password that session's
 * @param mayReadOnly whether a read-only server will do
 * @param hasReadOnly whether the request had that byte: clients older than 3.4 send none, and must not get one back
 */
public record Handshake(
        long lastZxidSeen, int timeoutMs, long sessionId, Bytes password, boolean mayReadOnly, boolean hasReadOnly) {

    /**
     * Reads a ConnectRequest (ZooKeeper 3.9.5), 44 bytes or 45.
     *
     * @throws MalformedRequestException when it is none
     */
    public static Handshake read(ByteBuf frame) throws IOException {
        RecordReader in = new RecordReader(frame);
        in.readInt("protocolVersion");
        long lastZxidSeen = in.readLong("lastZxidSeen");
        int timeoutMs = in.readInt("timeOut");
        long sessionId = in.readLong("sessionId");
        byte[] password = in.readBuffer("passwd");
        boolean hasReadOnly = frame.isReadable();
        boolean mayReadOnly = hasReadOnly && in.readBool("readOnly");
        return new Handshake(
                lastZxidSeen,
                timeoutMs,
                sessionId,
                password == null ? Bytes.EMPTY : Bytes.of(password),
                mayReadOnly,
                hasReadOnly);
    }
}
