package io.paddock.server.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;

/** A port for clients, and what is spoken there. Immutable. */
public final class ClientPort {

    private final InetSocketAddress address;
    private final Function<ByteBufAllocator, List<ChannelHandler>> first;

    private ClientPort(InetSocketAddress address, Function<ByteBufAllocator, List<ChannelHandler>> first) {
        this.address = address;
        this.first = first;
    }

    /** Nothing is encrypted. */
    public static ClientPort plain(InetSocketAddress address) {
        return new ClientPort(address, allocator -> List.of());
    }

    /** All is encrypted. */
    public static ClientPort encrypted(InetSocketAddress address, ClientTls tls) {
        return new ClientPort(address, allocator -> List.of(tls.newHandler(allocator)));
    }

    /** Each client chooses. */
    public static ClientPort both(InetSocketAddress address, ClientTls tls) {
        return new ClientPort(address, allocator -> List.of(new TlsDetector(tls)));
    }

    /** Where it is. */
    public InetSocketAddress address() {
        return address;
    }

    /** What stands before the connection itself. */
    List<ChannelHandler> handlers(ByteBufAllocator allocator) {
        return first.apply(allocator);
    }
}
