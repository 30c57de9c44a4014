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

    /** Whether {@link #waiting} is the bytes of a {@link Made}, which take no more. */
    @GuardedBy("this")
    private boolean isMade;

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

    /**
     * A frame for many outboxes, made once: where nothing else waits, its bytes are not copied.
     *
     * @param bytes the frame, length included; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    record Made(byte[] bytes) implements Frame {
        @Override
        public void writeTo(ByteBuf out) {
            out.writeBytes(bytes);
        }
    }

    /** Appends a frame; without effect once closed. Returns how many bytes it has, its length field not counted. */
    public synchronized int append(Frame frame) {
        if (isClosed) {
            return 0;
        }
        if (frame instanceof Made made && waiting.capacity() == 0) {
            waiting = Unpooled.wrappedBuffer(made.bytes());
            isMade = true;
            return made.bytes().length - Integer.BYTES;
        }
        if (waiting.capacity() == 0 || isMade) {
            ByteBuf before = waiting;
            waiting =
                    allocator.directBuffer(FIRST_BYTES + before.readableBytes()).writeBytes(before);
            before.release();
            isMade = false;
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
        isMade = false;
        return taken;
    }

    /** Drops what waits and all that comes. */
    public synchronized void close() {
        isClosed = true;
        waiting.release();
        waiting = Unpooled.EMPTY_BUFFER;
    }
}
