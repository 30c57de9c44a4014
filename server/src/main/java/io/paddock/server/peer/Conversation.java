package io.paddock.server.peer;

import io.netty.channel.Channel;

/** What goes on over a connection that this server opened. All calls on the event loop. */
interface Conversation {

    /** The other one answered the hello. */
    void welcomed(Channel channel, PeerMessage.Welcome welcome);

    /** It said something else later. */
    void received(Channel channel, PeerMessage message);

    /** There is no connection, or no more. Once. */
    void ended(Throwable cause);
}
