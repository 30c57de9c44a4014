package io.paddock.cluster.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Cuts what arrives into frames and tells of each its header; the rest of a frame is passed over without a copy. A frame is
 * told once its last byte is there. Owned by the loop's thread, for one connection.
 */
final class FrameParser {
    private static final int HANDSHAKE_HEAD = 40;
    private static final int REPLY_HEAD = 20;
    private static final int PASSWORD_BYTES = 16;
    private static final int HANDSHAKE_LENGTH_MIN = HANDSHAKE_HEAD - Integer.BYTES;
    private static final int REPLY_LENGTH_MIN = REPLY_HEAD - Integer.BYTES;

    private final ByteBuffer head = ByteBuffer.allocate(HANDSHAKE_HEAD);
    private boolean isHandshakeDue = true;
    private boolean isFrameOpen;
    private int passOver;
    private int length;
    private int xid;
    private int error;

    /** Hears of frames. */
    interface Listener {
        /** The session's handshake was answered; a time-out of 0 is a refusal. The password is the listener's to keep. */
        void handshake(int timeoutMs, long session, byte[] password) throws IOException;

        /** A reply or an event came. */
        void frame(int xid, int error, int length) throws IOException;

        /** Whether it still listens; what follows is dropped once it does not. */
        boolean isListening();
    }

    /** Starts anew, for a new connection. */
    void reset() {
        head.clear();
        isHandshakeDue = true;
        isFrameOpen = false;
        passOver = 0;
    }

    /**
     * Takes in what was read.
     *
     * @throws IOException when it is no frame of the protocol, or the listener throws it
     */
    void consume(ByteBuffer in, Listener listener) throws IOException {
        while (in.hasRemaining() && listener.isListening()) {
            if (isFrameOpen) {
                int step = Math.min(passOver, in.remaining());
                in.position(in.position() + step);
                passOver -= step;
            } else if (isHeadComplete(in)) {
                isFrameOpen = true;
                passOver = isHandshakeDue ? readHandshake(listener) : passOver;
            }
            if (isFrameOpen && passOver == 0) {
                endFrame(listener);
            }
        }
    }

    private void endFrame(Listener listener) throws IOException {
        isFrameOpen = false;
        if (isHandshakeDue) {
            isHandshakeDue = false;
        } else {
            listener.frame(xid, error, length);
        }
    }

    private boolean isHeadComplete(ByteBuffer in) throws IOException {
        if (!isHandshakeDue && head.position() == 0 && in.remaining() >= REPLY_HEAD) {
            readReply(in);
            return true;
        }
        int wanted = isHandshakeDue ? HANDSHAKE_HEAD : REPLY_HEAD;
        while (head.position() < wanted && in.hasRemaining()) {
            head.put(in.get());
        }
        if (head.position() < wanted) {
            return false;
        }
        if (!isHandshakeDue) {
            head.flip();
            readReply(head);
            head.clear();
        }
        return true;
    }

    private void readReply(ByteBuffer from) throws IOException {
        length = from.getInt();
        if (length < REPLY_LENGTH_MIN) {
            throw new IOException("expected a reply but got a frame of " + length + " bytes");
        }
        xid = from.getInt();
        from.getLong();
        error = from.getInt();
        passOver = length - REPLY_LENGTH_MIN;
    }

    private int readHandshake(Listener listener) throws IOException {
        head.flip();
        length = head.getInt();
        head.getInt();
        int timeoutMs = head.getInt();
        long session = head.getLong();
        int passwordLength = head.getInt();
        if (length < HANDSHAKE_LENGTH_MIN || passwordLength != PASSWORD_BYTES) {
            throw new IOException("expected the answer to a handshake but got a frame of " + length
                    + " bytes with a password of " + passwordLength);
        }
        byte[] password = new byte[PASSWORD_BYTES];
        head.get(password);
        head.clear();
        listener.handshake(timeoutMs, session, password);
        return length - HANDSHAKE_LENGTH_MIN;
    }
}
