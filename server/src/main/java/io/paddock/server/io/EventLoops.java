package io.paddock.server.io;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The event loops of a server, which carry its clients and the other servers, and the kinds of channel that go with them. Their threads keep
 * the process alive.
 *
 * <p>Any thread.
 */
public final class EventLoops implements AutoCloseable {

    private static final long STOP_MS_MAX = 1_000;

    private final EventLoopGroup group;

    private EventLoops(EventLoopGroup group) {
        this.group = group;
    }

    /** Loads Netty's library, which takes a while, in case there is something else to do meanwhile. */
    public static void prepare() {
        boolean unused = Epoll.isAvailable();
    }

    /** Starts that many, 1 or more. */
    public static EventLoops start(int count) {
        return new EventLoops(new MultiThreadIoEventLoopGroup(
                count,
                new DefaultThreadFactory("io-loop"),
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory()));
    }

    /** All of them. */
    public EventLoopGroup all() {
        return group;
    }

    /** One of them. */
    public EventLoop one() {
        return group.next();
    }

    /** What listens. */
    public static Class<? extends ServerChannel> serverChannel() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** What connects. */
    public static Class<? extends Channel> clientChannel() {
        return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** Ends them; what is open on them is cut off. */
    @Override
    public void close() {
        group.shutdownGracefully(0, STOP_MS_MAX, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
