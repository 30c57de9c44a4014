package io.paddock.server.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageCodec;
import io.netty.handler.codec.TooLongFrameException;
import java.util.List;

/**
 * Messages on a connection: four bytes of length, then a {@link PeerMessage}. Owned by the event loop.
 *
 * <p>Who has not said who he is gets little memory: until the first message was read a frame is short.
 */
final class PeerFraming extends ByteToMessageCodec<PeerMessage> {

    private static final int GREETING_BYTES_MAX = 8 * 1024;

    private final int frameBytesMax;
    private boolean greeted;

    PeerFraming(int frameBytesMax) {
        super(PeerMessage.class);
        this.frameBytesMax = frameBytesMax;
    }

    @Override
    protected void encode(ChannelHandlerContext context, PeerMessage message, ByteBuf out) {
        int start = out.writerIndex();
        out.writeInt(0);
        PeerCodec.encode(message, out);
        int length = out.writerIndex() - start - Integer.BYTES;
        if (length > frameBytesMax) {
            throw new TooLongFrameException(
                    "expected a message of at most " + frameBytesMax + " bytes but got " + length);
        }
        out.setInt(start, length);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < Integer.BYTES) {
            return;
        }
        int length = in.getInt(in.readerIndex());
        int max = greeted ? frameBytesMax : GREETING_BYTES_MAX;
        if (length < 1 || length > max) {
            throw new TooLongFrameException("expected a frame of 1 to " + max + " bytes but got " + length);
        }
        if (in.readableBytes() < Integer.BYTES + length) {
            return;
        }
        in.skipBytes(Integer.BYTES);
        out.add(PeerCodec.decode(in.readSlice(length)));
        greeted = true;
    }
}
