package io.paddock.server.peer;

import io.netty.channel.Channel;
import io.paddock.tree.Bytes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A short visit to another server: the greeting, and perhaps one question. Owned by the event loop. */
final class PeerCall implements Conversation {

    private final CompletableFuture<PeerMessage.Welcome> welcome = new CompletableFuture<>();
    private final CompletableFuture<Bytes> answer = new CompletableFuture<>();
    private final Optional<PeerMessage> question;

    private PeerCall(Optional<PeerMessage> question) {
        this.question = question;
    }

    /** Only greets. */
    static PeerCall greeting() {
        return new PeerCall(Optional.empty());
    }

    /** Greets and asks for the status. */
    static PeerCall statusRequest() {
        return new PeerCall(Optional.of(new PeerMessage.StatusRequest()));
    }

    /** Greets and asks for a change of members. */
    static PeerCall changeRequest(Bytes request) {
        return new PeerCall(Optional.of(new PeerMessage.ChangeRequest(request)));
    }

    CompletableFuture<PeerMessage.Welcome> welcome() {
        return welcome;
    }

    CompletableFuture<Bytes> answer() {
        return answer;
    }

    @Override
    public void welcomed(Channel channel, PeerMessage.Welcome greeting) {
        welcome.complete(greeting);
        if (question.isPresent()) {
            Connections.send(channel, question.get());
        } else {
            Connections.close(channel);
        }
    }

    @Override
    public void received(Channel channel, PeerMessage message) {
        if (message instanceof PeerMessage.StatusReply reply) {
            answer.complete(reply.bytes());
        } else if (message instanceof PeerMessage.ChangeReply reply) {
            answer.complete(reply.bytes());
        }
        Connections.close(channel);
    }

    @Override
    public void ended(Throwable cause) {
        welcome.completeExceptionally(cause);
        answer.completeExceptionally(cause);
    }
}
