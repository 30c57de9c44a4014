package io.paddock.cluster.bench.load;

import io.paddock.cluster.wire.OpCode;
import io.paddock.cluster.wire.Xid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * The requests of one session that wait to be sent, as bytes. A path is a prefix and, unless negative, a number in
 * decimal digits, so that no text is made for a request. Owned by the loop's thread.
 */
final class RequestWriter {
    /** A path's number that stands for none. */
    static final long NO_NUMBER = -1;

    private static final int FIRST_BYTES = 256;
    private static final int FIXED_BYTES_MAX = 128;
    private static final int ANY_VERSION = -1;
    private static final int ALL_PERMISSIONS = 31;
    private static final int PASSWORD_BYTES = 16;
    private static final byte[] WORLD = "world".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ANYONE = "anyone".getBytes(StandardCharsets.US_ASCII);

    /** Being filled: what waits lies before its position. */
    private ByteBuffer buffer = ByteBuffer.allocateDirect(FIRST_BYTES);

    private int frameStart;

    /** The first frame of a connection; the session is 0 for a new one. */
    void handshake(int timeoutMs, long session, byte[] password) {
        reserve(FIXED_BYTES_MAX);
        frameStart = buffer.position();
        buffer.putInt(0).putInt(0).putLong(0).putInt(timeoutMs).putLong(session);
        buffer.putInt(PASSWORD_BYTES).put(password, 0, PASSWORD_BYTES).put((byte) 0);
        end();
    }

    /** A ping. */
    void ping() {
        begin(Xid.PING, OpCode.PING, 0);
        end();
    }

    /** The end of the session. */
    void closeSession(int xid) {
        begin(xid, OpCode.CLOSE_SESSION, 0);
        end();
    }

    /** Makes a znode open to the world, with the protocol's flags. */
    void create(int xid, byte[] prefix, long number, byte[] data, int flags) {
        begin(xid, OpCode.CREATE, prefix.length + data.length);
        path(prefix, number);
        bytes(data);
        buffer.putInt(1).putInt(ALL_PERMISSIONS);
        bytes(WORLD);
        bytes(ANYONE);
        buffer.putInt(flags);
        end();
    }

    /** Removes a znode of any version. */
    void delete(int xid, byte[] prefix, long number) {
        begin(xid, OpCode.DELETE, prefix.length);
        path(prefix, number);
        buffer.putInt(ANY_VERSION);
        end();
    }

    /** Replaces the data of any version. */
    void setData(int xid, byte[] prefix, long number, byte[] data) {
        begin(xid, OpCode.SET_DATA, prefix.length + data.length);
        path(prefix, number);
        bytes(data);
        buffer.putInt(ANY_VERSION);
        end();
    }

    /** Asks for data, and leaves a watch if told. */
    void getData(int xid, byte[] prefix, long number, boolean isWatching) {
        begin(xid, OpCode.GET_DATA, prefix.length);
        path(prefix, number);
        buffer.put((byte) (isWatching ? 1 : 0));
        end();
    }

    /** Has the server catch up with all that is written. */
    void sync(int xid, byte[] path) {
        begin(xid, OpCode.SYNC, path.length);
        path(path, NO_NUMBER);
        end();
    }

    private void begin(int xid, int opCode, int variableBytes) {
        reserve(FIXED_BYTES_MAX + variableBytes);
        frameStart = buffer.position();
        buffer.putInt(0).putInt(xid).putInt(opCode);
    }

    private void end() {
        buffer.putInt(frameStart, buffer.position() - frameStart - Integer.BYTES);
    }

    private void bytes(byte[] value) {
        buffer.putInt(value.length).put(value);
    }

    private void path(byte[] prefix, long number) {
        if (number < 0) {
            bytes(prefix);
            return;
        }
        int digits = digits(number);
        buffer.putInt(prefix.length + digits).put(prefix);
        int at = buffer.position() + digits;
        buffer.position(at);
        long rest = number;
        for (int i = 0; i < digits; i++) {
            at--;
            buffer.put(at, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private void reserve(int bytes) {
        if (buffer.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocateDirect((buffer.position() + bytes) * 2);
            buffer.flip();
            larger.put(buffer);
            buffer = larger;
        }
    }

    /** Whether nothing waits. */
    boolean isEmpty() {
        return buffer.position() == 0;
    }

    /** Drops what waits. */
    void clear() {
        buffer.clear();
    }

    /** Sends what waits, or as much as the channel takes. */
    void sendTo(WritableByteChannel channel) throws IOException {
        buffer.flip();
        try {
            channel.write(buffer);
        } finally {
            if (buffer.hasRemaining()) {
                buffer.compact();
            } else {
                buffer.clear();
            }
        }
    }
}
