package io.paddock.server.request;

/** The way to the leader when it is another server. */
public interface LeaderChannel {

    /** Sends a batch after those sent before, without waiting; without effect when the channel is down: it will be asked for again. */
    void send(byte[] batch);
}
