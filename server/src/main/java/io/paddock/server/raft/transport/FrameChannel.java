package io.paddock.server.raft.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.apache.ratis.thirdparty.com.google.protobuf.CodedOutputStream;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;

/** Frames over one socket. Any thread may send; one thread receives. */
final class FrameChannel implements Closeable {

    private static final int READ_BUFFER_BYTES = 64 * 1024;
    private static final int KEPT_BYTES = 64 * 1024;

    private final Socket socket;
    private final int bodyBytesMax;
    private final InputStream buffered;
    private final DataInputStream in;
    private final Object sending = new Object();

    @GuardedBy("sending")
    private final OutputStream out;

    @GuardedBy("sending")
    private byte[] outgoing = new byte[KEPT_BYTES];

    /**
     * Takes the socket over.
     *
     * @param bodyBytesMax the longest body that is accepted
     */
    FrameChannel(Socket socket, int bodyBytesMax) throws IOException {
        this.socket = socket;
        this.bodyBytesMax = bodyBytesMax;
        this.buffered = new BufferedInputStream(socket.getInputStream(), READ_BUFFER_BYTES);
        this.in = new DataInputStream(buffered);
        this.out = socket.getOutputStream();
    }

    /** Sends a message, waiting until the network has taken it. */
    void send(Frame.Kind kind, long callId, MessageLite message) throws IOException {
        int length = message.getSerializedSize();
        synchronized (sending) {
            byte[] bytes = begin(kind, callId, length);
            CodedOutputStream body = CodedOutputStream.newInstance(bytes, Integer.BYTES + Frame.HEADER_BYTES, length);
            message.writeTo(body);
            body.checkNoSpaceLeft();
            end(bytes, length);
        }
    }

    /** As above, with a body as it is. */
    void send(Frame.Kind kind, long callId, byte[] body) throws IOException {
        synchronized (sending) {
            byte[] bytes = begin(kind, callId, body.length);
            System.arraycopy(body, 0, bytes, Integer.BYTES + Frame.HEADER_BYTES, body.length);
            end(bytes, body.length);
        }
    }

    @GuardedBy("sending")
    private byte[] begin(Frame.Kind kind, long callId, int length) {
        int total = Integer.BYTES + Frame.HEADER_BYTES + length;
        if (outgoing.length < total) {
            outgoing = new byte[total];
        }
        ByteBuffer.wrap(outgoing)
                .putInt(Frame.HEADER_BYTES + length)
                .put(kind.code())
                .putLong(callId);
        return outgoing;
    }

    @GuardedBy("sending")
    private void end(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, Integer.BYTES + Frame.HEADER_BYTES + length);
        if (outgoing.length > KEPT_BYTES) {
            outgoing = new byte[KEPT_BYTES];
        }
    }

    /** Waits for the next byte; false when it did not come within the socket's time-out. Nothing is consumed. */
    boolean awaitFrame() throws IOException {
        buffered.mark(1);
        int first;
        try {
            first = buffered.read();
        } catch (SocketTimeoutException nothing) {
            return false;
        }
        if (first < 0) {
            throw new EOFException("the other side closed the connection");
        }
        buffered.reset();
        return true;
    }

    /** The next frame. */
    Frame receive() throws IOException {
        int length = in.readInt() - Frame.HEADER_BYTES;
        if (length < 0 || length > bodyBytesMax) {
            throw new IOException("a frame of " + length + " bytes, the most is " + bodyBytesMax);
        }
        Frame.Kind kind = Frame.Kind.of(in.readByte());
        long callId = in.readLong();
        // In pieces, so that a length costs nothing before the bytes are there.
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the connection ended in the middle of a frame");
        }
        return new Frame(kind, callId, body);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public String toString() {
        return String.valueOf(socket.getRemoteSocketAddress());
    }
}
