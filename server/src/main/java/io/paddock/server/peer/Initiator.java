package io.paddock.server.peer;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;

/** The side of a connection that says hello. Owned by the event loop. */
final class Initiator extends SimpleChannelInboundHandler<PeerMessage> {

    /** So often a silent connection is asked whether it still stands, before it is given up. */
    static final int PINGS_IN_SILENCE = 3;

    private final PeerMessage.Hello hello;
    private final int expectedServer;
    private final Conversation conversation;
    private Throwable cause = new IOException("the connection was closed");
    private boolean welcomed;
    /** Times in a row that nothing came for a share of the silence. What this side sends says nothing of the other. */
    private int quiet;

    private boolean ended;

    Initiator(PeerMessage.Hello hello, int expectedServer, Conversation conversation) {
        super(PeerMessage.class);
        this.hello = hello;
        this.expectedServer = expectedServer;
        this.conversation = conversation;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        Connections.send(context.channel(), hello);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, PeerMessage message) {
        quiet = 0;
        switch (message.kind()) {
            case WELCOME -> greet(context, (PeerMessage.Welcome) message);
            case REFUSAL ->
                fail(
                        context,
                        new RefusedException(
                                "server " + expectedServer + " refused: " + ((PeerMessage.Refusal) message).reason()));
            case PONG -> {
                // it is there
            }
            default -> {
                if (welcomed) {
                    conversation.received(context.channel(), message);
                } else {
                    fail(context, new IOException("expected a welcome but got " + message.kind()));
                }
            }
        }
    }

    private void greet(ChannelHandlerContext context, PeerMessage.Welcome welcome) {
        if (welcomed) {
            fail(context, new IOException("a second welcome"));
        } else if (welcome.server() != expectedServer) {
            fail(
                    context,
                    new RefusedException("at " + context.channel().remoteAddress() + " expected server "
                            + expectedServer + " but found server " + welcome.server()));
        } else {
            welcomed = true;
            conversation.welcomed(context.channel(), welcome);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent idle && idle.state() == IdleState.READER_IDLE) {
            quiet++;
            if (quiet >= PINGS_IN_SILENCE) {
                fail(context, ReadTimeoutException.INSTANCE);
            } else if (welcomed) {
                Connections.send(context.channel(), new PeerMessage.Ping());
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        fail(context, failure);
    }

    private void fail(ChannelHandlerContext context, Throwable failure) {
        cause = failure;
        Connections.close(context.channel());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        end();
    }

    private void end() {
        if (!ended) {
            ended = true;
            conversation.ended(cause);
        }
    }
}
