package io.paddock.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Tells by a connection's first byte whether it is encrypted, and makes way. A TLS handshake begins with the byte 22; as the first byte of
 * ZooKeeper's handshake, that of a length, it would announce more than 300 MB, and it is no letter of a four-letter word.
 *
 * <p>Owned by the connection's event loop.
 */
final class TlsDetector extends ChannelInboundHandlerAdapter {

    private static final int TLS_HANDSHAKE = 22;

    private final ClientTls tls;

    TlsDetector(ClientTls tls) {
        this.tls = tls;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf first = (ByteBuf) message;
        if (!first.isReadable()) {
            first.release();
            return;
        }
        if (first.getByte(first.readerIndex()) == TLS_HANDSHAKE) {
            ChannelHandler handler = tls.newHandler(context.alloc());
            context.pipeline().replace(this, "tls", handler);
            context.pipeline().fireChannelRead(first);
        } else {
            context.pipeline().remove(this);
            context.fireChannelRead(first);
        }
    }
}
