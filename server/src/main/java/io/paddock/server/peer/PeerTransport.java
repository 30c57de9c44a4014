package io.paddock.server.peer;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.paddock.server.io.EventLoops;
import io.paddock.server.raft.PeerTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sockets for {@link PeerChannel} on an event loop that is not its own, and threads that come and go for what may block. Any thread. */
final class PeerTransport {

    private static final int CONNECT_TIMEOUT_MS = 3_000;
    private static final int UNSENT_BYTES_MAX = 256 << 20;
    private static final long CLOSE_MS = 2_000;

    private final PeerSettings settings;
    private final EventLoop loop;
    /** Closed at once, whichever comes later too. */
    private final ChannelGroup connections;

    private final ExecutorService disk;
    private volatile boolean closing;
    private Channel listener;
    private SslContext serverTls;
    private SslContext clientTls;

    PeerTransport(PeerSettings settings, EventLoop loop) {
        this.settings = settings;
        this.loop = loop;
        this.connections = new DefaultChannelGroup(loop, true);
        this.disk = Executors.newCachedThreadPool(new DefaultThreadFactory("peer-disk", true));
    }

    /** The one event loop. */
    EventLoop loop() {
        return loop;
    }

    /** Runs on the event loop; not any more when it is closing. */
    void onLoop(Runnable task) {
        if (!closing) {
            loop.execute(task);
        }
    }

    /** For disk and name service: runs on a thread that may block; not any more when it is closing. */
    void blocking(Runnable task) {
        if (!closing) {
            disk.execute(task);
        }
    }

    /** Listens, unless there is nobody to listen to; each connection gets a handler of its own. */
    void listen(Supplier<ChannelHandler> handler) throws IOException {
        if (settings.tls().isPresent()) {
            PeerTls tls = settings.tls().get();
            serverTls = context(SslContextBuilder.forServer(tls.key()).clientAuth(ClientAuth.REQUIRE), tls);
            clientTls = context(SslContextBuilder.forClient().keyManager(tls.key()), tls);
        }
        if (settings.port() == 0) {
            return;
        }
        InetSocketAddress address = settings.bindHost().isEmpty()
                ? new InetSocketAddress(settings.port())
                : new InetSocketAddress(InetAddress.getByName(settings.bindHost()), settings.port());
        var bound = new ServerBootstrap()
                .group(loop)
                .channel(EventLoops.serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        if (serverTls != null) {
                            channel.pipeline().addLast(serverTls.newHandler(channel.alloc()));
                        }
                        addFraming(channel, settings.silenceMs());
                        channel.pipeline().addLast(handler.get());
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("could not listen for other servers on " + address, bound.cause());
        }
        listener = bound.channel();
    }

    private static SslContext context(SslContextBuilder builder, PeerTls tls) throws IOException {
        return builder.sslProvider(SslProvider.JDK)
                .trustManager(tls.trust())
                .protocols(tls.protocols())
                .ciphers(tls.ciphers().isEmpty() ? null : tls.ciphers())
                .build();
    }

    /** Connects; a failure goes to {@code failed}, on any thread. */
    void connect(PeerAddress address, ChannelHandler handler, Consumer<Throwable> failed) {
        blocking(() -> {
            try {
                InetSocketAddress resolved =
                        new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
                connect(resolved, address, handler, failed);
            } catch (UnknownHostException e) {
                failed.accept(e);
            }
        });
    }

    private void connect(
            InetSocketAddress resolved, PeerAddress address, ChannelHandler handler, Consumer<Throwable> failed) {
        new Bootstrap()
                .group(loop)
                .channel(EventLoops.clientChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .option(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(UNSENT_BYTES_MAX / 2, UNSENT_BYTES_MAX))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        if (clientTls != null) {
                            channel.pipeline()
                                    .addLast(clientTls.newHandler(channel.alloc(), address.host(), address.port()));
                        }
                        addFraming(channel, settings.silenceMs() / Initiator.PINGS_IN_SILENCE);
                        channel.pipeline().addLast(handler);
                    }
                })
                .connect(resolved)
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        failed.accept(done.cause());
                    }
                });
    }

    private void addFraming(Channel channel, long idleMs) {
        channel.pipeline()
                .addLast(new IdleStateHandler(idleMs, 0, 0, TimeUnit.MILLISECONDS))
                .addLast(new PeerFraming(settings.frameBytesMax()));
    }

    /** Closes everything and waits for it; the event loop goes on. */
    void close() throws InterruptedException {
        closing = true;
        if (listener != null) {
            listener.close().await();
        }
        connections.close().await(CLOSE_MS);
        disk.shutdown();
        if (!disk.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS)) {
            disk.shutdownNow();
        }
    }
}
