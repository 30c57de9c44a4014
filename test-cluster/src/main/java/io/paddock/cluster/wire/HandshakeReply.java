package io.paddock.cluster.wire;

import java.util.Optional;

/**
 * A server's answer to a {@link Handshake}.
 *
 * @param protocolVersion always 0 so far
 * @param timeoutMs what the server grants; 0 when it refuses the session
 * @param sessionId the session; 0 when refused
 * @param password what takes the session up again
 * @param readOnly whether the server is read-only; absent when the client did not send its own flag
 */
public record HandshakeReply(
        int protocolVersion, int timeoutMs, long sessionId, Bytes password, Optional<Boolean> readOnly) {
    /** Whether the session lives. */
    public boolean isAccepted() {
        return timeoutMs > 0;
    }

    /** Reads the body of the frame. */
    static HandshakeReply of(Bytes frame) {
        WireReader reader = new WireReader(frame);
        int protocolVersion = reader.int32();
        int timeoutMs = reader.int32();
        long sessionId = reader.int64();
        Bytes password = reader.buffer().orElse(Bytes.EMPTY);
        Optional<Boolean> readOnly = reader.remaining() > 0 ? Optional.of(reader.bool()) : Optional.empty();
        if (reader.remaining() > 0) {
            throw new MalformedRecordException(
                    "expected the end of a handshake reply but " + reader.remaining() + " bytes follow");
        }
        return new HandshakeReply(protocolVersion, timeoutMs, sessionId, password, readOnly);
    }
}
