package io.paddock.server.peer;

import io.netty.channel.Channel;
import io.paddock.tree.Bytes;
import java.util.concurrent.CompletableFuture;

/** A short visit to another server: the greeting, and perhaps one question. Owned by the event loop. */
final class PeerCall implements Conversation {

    private final CompletableFuture<PeerMessage.Welcome> welcome = new CompletableFuture<>();
    private final CompletableFuture<Bytes> status = new CompletableFuture<>();
    private final boolean asksForStatus;

    private PeerCall(boolean asksForStatus) {
        this.asksForStatus = asksForStatus;
    }

    /** Only greets. */
    static PeerCall greeting() {
        return new PeerCall(false);
    }

    /** Greets and asks for the status. */
    static PeerCall statusRequest() {
        return new PeerCall(true);
    }

    CompletableFuture<PeerMessage.Welcome> welcome() {
        return welcome;
    }

    CompletableFuture<Bytes> status() {
        return status;
    }

    @Override
    public void welcomed(Channel channel, PeerMessage.Welcome answer) {
        welcome.complete(answer);
        if (asksForStatus) {
            Connections.send(channel, new PeerMessage.StatusRequest());
        } else {
            Connections.close(channel);
        }
    }

    @Override
    public void received(Channel channel, PeerMessage message) {
        if (message.kind() == PeerMessage.Kind.STATUS_REPLY) {
            status.complete(((PeerMessage.StatusReply) message).bytes());
        }
        Connections.close(channel);
    }

    @Override
    public void ended(Throwable cause) {
        welcome.completeExceptionally(cause);
        status.completeExceptionally(cause);
    }
}
