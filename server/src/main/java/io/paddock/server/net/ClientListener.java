package io.paddock.server.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.paddock.server.io.EventLoops;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The client ports: accept connections, each in one of a few event loops. Started and stopped by one thread. */
public final class ClientListener implements AutoCloseable {

    private static final int BACKLOG = 1024;
    private static final int STOP_MS_MAX = 2000;
    /** Above this much unsent, a client is read no further until it has taken some. */
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(256 << 10, 1 << 20);

    private final List<Channel> channels;
    private final ChannelGroup clients;

    private ClientListener(List<Channel> channels, ChannelGroup clients) {
        this.channels = channels;
        this.clients = clients;
    }

    /**
     * Opens the ports.
     *
     * @param ports one or more
     * @param loops carry the connections, and are not closed with it
     * @param backlog clients that the system keeps waiting to be accepted; -1 for the usual number
     * @throws IOException when one cannot be had; then none is open
     */
    public static ClientListener open(List<ClientPort> ports, EventLoops loops, int backlog, ClientGate gate)
            throws IOException {
        ChannelGroup clients = new DefaultChannelGroup(loops.one(), true);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.all())
                .channel(EventLoops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, backlog < 0 ? BACKLOG : backlog)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                // Who asks a four-letter word may end its own side before it has the answer, as nc -N does.
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT);
        List<Channel> channels = new ArrayList<>();
        for (ClientPort port : ports) {
            ChannelFuture bound = bootstrap
                    .clone()
                    .childHandler(new Acceptor(port, gate, clients))
                    .bind(port.address())
                    .awaitUninterruptibly();
            if (!bound.isSuccess()) {
                channels.forEach(channel -> channel.close().awaitUninterruptibly());
                throw new IOException(
                        "cannot listen on " + port.address() + ": "
                                + bound.cause().getMessage(),
                        bound.cause());
            }
            channels.add(bound.channel());
        }
        return new ClientListener(List.copyOf(channels), clients);
    }

    /** Where it listens, in the order of the ports: each with the number that was given when 0 was asked for. */
    public List<InetSocketAddress> addresses() {
        return channels.stream()
                .map(channel -> (InetSocketAddress) channel.localAddress())
                .toList();
    }

    /** Ends all connections and frees the ports. */
    @Override
    public void close() {
        channels.forEach(channel -> channel.close().syncUninterruptibly());
        clients.close().awaitUninterruptibly(STOP_MS_MAX);
    }

    /** Begins each connection of one port. */
    private static final class Acceptor extends ChannelInitializer<Channel> {
        private final ClientPort port;
        private final ClientGate gate;
        private final ChannelGroup clients;

        Acceptor(ClientPort port, ClientGate gate, ChannelGroup clients) {
            this.port = port;
            this.gate = gate;
            this.clients = clients;
        }

        @Override
        protected void initChannel(Channel accepted) {
            clients.add(accepted);
            port.handlers(accepted.alloc()).forEach(accepted.pipeline()::addLast);
            accepted.pipeline().addLast(new ClientConnection(gate));
        }
    }
}
