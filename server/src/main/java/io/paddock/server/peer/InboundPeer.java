package io.paddock.server.peer;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.paddock.server.raft.FatalHandler;
import io.paddock.server.raft.SnapshotFiles;
import io.paddock.tree.Bytes;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The side of a connection that another server opened. Owned by the event loop. */
final class InboundPeer extends SimpleChannelInboundHandler<PeerMessage> {

    private static final Logger LOG = LoggerFactory.getLogger(InboundPeer.class);

    /** What is the same for all connections. */
    record Host(
            IdentityMarker identity,
            SeenServers seen,
            SnapshotFiles snapshots,
            PeerHandler handler,
            Executor blocking,
            FatalHandler fatal) {}

    private enum State {
        AWAIT_HELLO,
        GREETING,
        OPEN
    }

    private final Host host;
    private State state = State.AWAIT_HELLO;
    private int server;
    private SnapshotSender sender;

    InboundPeer(Host host) {
        super(PeerMessage.class);
        this.host = host;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, PeerMessage message) {
        switch (state) {
            case AWAIT_HELLO -> {
                if (message.kind() == PeerMessage.Kind.HELLO) {
                    greet(context, (PeerMessage.Hello) message);
                } else {
                    Connections.close(context.channel());
                }
            }
            case GREETING -> Connections.close(context.channel());
            case OPEN -> serve(context, message);
        }
    }

    private void greet(ChannelHandlerContext context, PeerMessage.Hello hello) {
        if (!hello.cluster().equals(host.identity().cluster())) {
            refuse(context, "this is the ensemble " + host.identity().cluster() + ", not " + hello.cluster());
            return;
        }
        if (hello.server() == host.identity().server()) {
            refuse(context, "this is server " + hello.server() + " itself: two servers have the same id");
            return;
        }
        server = hello.server();
        state = State.GREETING;
        host.blocking().execute(() -> remember(context, hello));
    }

    /** Not on the event loop: what took part is on this disk before it is welcome. */
    private void remember(ChannelHandlerContext context, PeerMessage.Hello hello) {
        try {
            long lastSeen = hello.purpose() == PeerMessage.Purpose.JOIN
                    ? host.seen().record(hello.server(), hello.incarnation())
                    : host.seen().last(hello.server());
            context.executor().execute(() -> welcome(context, lastSeen));
        } catch (IOException e) {
            host.fatal().halt("could not remember which servers took part", e);
        }
    }

    private void welcome(ChannelHandlerContext context, long lastSeen) {
        state = State.OPEN;
        Connections.send(
                context.channel(),
                new PeerMessage.Welcome(
                        host.identity().server(),
                        host.identity().incarnation(),
                        lastSeen,
                        host.handler().standing(server)));
    }

    private void refuse(ChannelHandlerContext context, String reason) {
        LOG.warn("refused {}: {}", context.channel().remoteAddress(), reason);
        Connections.sendLast(context.channel(), new PeerMessage.Refusal(reason));
    }

    private void serve(ChannelHandlerContext context, PeerMessage message) {
        switch (message.kind()) {
            case BATCH -> {
                byte[] batch = ((PeerMessage.ForwardedBatch) message).bytes().array();
                if (!host.handler().onBatch(server, batch)) {
                    Connections.send(context.channel(), new PeerMessage.NotLeader());
                }
            }
            case SESSION_REPORT -> host.handler().onSessionReport(server, ((PeerMessage.Sessions) message).report());
            case PING -> Connections.send(context.channel(), new PeerMessage.Pong());
            case STATUS_REQUEST ->
                Connections.send(
                        context.channel(),
                        new PeerMessage.StatusReply(Bytes.of(host.handler().status())));
            case CHANGE_REQUEST -> change(context, (PeerMessage.ChangeRequest) message);
            case SNAPSHOT_REQUEST -> send(context);
            case SNAPSHOT_ACK -> {
                if (sender == null) {
                    Connections.close(context.channel());
                } else {
                    sender.acknowledged();
                }
            }
            case HELLO,
                    WELCOME,
                    REFUSAL,
                    NOT_LEADER,
                    PONG,
                    STATUS_REPLY,
                    CHANGE_REPLY,
                    SNAPSHOT_NONE,
                    SNAPSHOT_LISTING,
                    SNAPSHOT_CHUNK,
                    SNAPSHOT_FILE_END -> {
                LOG.warn("server {} sent a {} that makes no sense", server, message.kind());
                Connections.close(context.channel());
            }
        }
    }

    /** It may take long, and is answered whenever it is done; who asked and has gone asks again elsewhere. */
    private void change(ChannelHandlerContext context, PeerMessage.ChangeRequest request) {
        host.blocking().execute(() -> {
            byte[] answer =
                    host.handler().onChangeRequest(server, request.bytes().array());
            Connections.send(context.channel(), new PeerMessage.ChangeReply(Bytes.of(answer)));
        });
    }

    private void send(ChannelHandlerContext context) {
        if (sender != null) {
            Connections.close(context.channel());
            return;
        }
        LOG.info("sending a snapshot to server {}", server);
        sender = new SnapshotSender(host.snapshots(), context.channel(), host.blocking());
        sender.start();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent idle && idle.state() == IdleState.READER_IDLE) {
            Connections.close(context.channel());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        // A broken connection or nonsense on it: the other side opens a new one.
        LOG.debug("closing the connection of {}", context.channel().remoteAddress(), failure);
        Connections.close(context.channel());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (sender != null) {
            sender.stop();
        }
    }
}
