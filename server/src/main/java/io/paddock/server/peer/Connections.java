package io.paddock.server.peer;

import io.netty.channel.Channel;

/** What is done to connections without waiting for it. Any thread. */
@SuppressWarnings(
        "FutureReturnValueIgnored") // How a write or a close ends is seen in the pipeline: an exception, and the end of
// the connection.
final class Connections {

    private Connections() {}

    /** Writes; a failure comes to the pipeline as an exception. */
    static void send(Channel channel, PeerMessage message) {
        channel.writeAndFlush(message, channel.voidPromise());
    }

    /** Writes and closes. */
    static void sendLast(Channel channel, PeerMessage message) {
        channel.writeAndFlush(message).addListener(done -> channel.close());
    }

    /** Closes; the handler hears of it. */
    static void close(Channel channel) {
        channel.close();
    }
}
