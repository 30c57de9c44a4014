package io.paddock.server.wire;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * The one outgoing queue of a connection: replies and events as bytes, in the order in which they leave. Nobody writes around it.
 *
 * <p>Guarded by itself. Its order is that of the publish lock, which all who append hold (shared by the connection's event loop, exclusively
 * by the apply thread), but for pings and handshakes, whose place does not matter.
 */
public final class Outbox {

    private static final int FIRST_BYTES = 512;

    private final ByteBufAllocator allocator;

    @GuardedBy("this")
    private ByteBuf waiting = Unpooled.EMPTY_BUFFER;

    @GuardedBy("this")
    private boolean isClosed;

    public Outbox(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Something that writes itself as one frame. */
    public interface Frame {
        /** Appends itself, length included. */
        void writeTo(ByteBuf out);
    }

    /** Appends a frame; without effect once closed. Returns how many bytes it has, its length field not counted. */
    public synchronized int append(Frame frame) {
        if (isClosed) {
            return 0;
        }
        if (waiting.capacity() == 0) {
            waiting = allocator.directBuffer(FIRST_BYTES);
        }
        int begin = waiting.writerIndex();
        frame.writeTo(waiting);
        return waiting.writerIndex() - begin - Integer.BYTES;
    }

    /** Bytes that wait to be taken. */
    public synchronized int length() {
        return waiting.readableBytes();
    }

    /** All that waits, which becomes the caller's to release; an empty buffer when nothing does. */
    public synchronized ByteBuf take() {
        ByteBuf taken = waiting;
        waiting = Unpooled.EMPTY_BUFFER;
        return taken;
    }

    /** Drops what waits and all that comes. */
    public synchronized void close() {
        isClosed = true;
        waiting.release();
        waiting = Unpooled.EMPTY_BUFFER;
    }
}
