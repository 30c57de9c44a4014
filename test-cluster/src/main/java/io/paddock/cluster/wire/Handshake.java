package io.paddock.cluster.wire;

import java.util.Optional;

/**
 * The first record of a connection.
 *
 * @param lastZxidSeen the highest zxid the client knows; a server that is behind it closes the connection
 * @param timeoutMs the session time-out asked for
 * @param sessionId 0 for a new session
 * @param password 16 bytes; zeros for a new session; none is sent as null
 * @param readOnly whether a read-only server would do; absent as clients before 3.4 leave it out
 */
public record Handshake(
        long lastZxidSeen, int timeoutMs, long sessionId, Optional<Bytes> password, Optional<Boolean> readOnly) {
    /** The length of every session password. */
    public static final int PASSWORD_BYTES = 16;

    private static final int PROTOCOL_VERSION = 0;

    /** A handshake for a new session as today's clients send it. */
    public static Handshake forNewSession(int timeoutMs) {
        return new Handshake(0, timeoutMs, 0, Optional.of(Bytes.copyOf(new byte[PASSWORD_BYTES])), Optional.of(false));
    }

    /** A handshake that takes up the session of an earlier reply. */
    public static Handshake forSession(HandshakeReply earlier, int timeoutMs, long lastZxidSeen) {
        return new Handshake(
                lastZxidSeen, timeoutMs, earlier.sessionId(), Optional.of(earlier.password()), Optional.of(false));
    }

    /** The whole frame, its length first. */
    public Bytes frame() {
        WireWriter writer = new WireWriter()
                .int32(PROTOCOL_VERSION)
                .int64(lastZxidSeen)
                .int32(timeoutMs)
                .int64(sessionId)
                .buffer(password);
        readOnly.ifPresent(writer::bool);
        return writer.toFrame();
    }
}
