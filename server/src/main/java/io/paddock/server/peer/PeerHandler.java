package io.paddock.server.peer;

/** What the server does with what comes from others. All calls but one are on the event loop of the peer channel and must not block. */
public interface PeerHandler {

    /**
     * A batch from {@code server}; those of one connection come in the order in which they were sent. The array belongs to the callee.
     *
     * @return whether this server leads and took it; if not, the sender is told
     */
    boolean onBatch(int server, byte[] batch);

    /** The sessions that {@code server} has heard from. */
    void onSessionReport(int server, SessionReport report);

    /** The connection to the leader stands: what was not applied is to be sent again, in order. */
    void onChannelUp(int leader);

    /** The connection to the leader broke, or the leader is another one now. What was sent may have arrived or not. */
    void onChannelDown(int leader);

    /** {@code server}, which was thought to lead, did not take a batch. */
    void onNotLeader(int server);

    /** What {@code server} is to the ensemble that this server takes part in. */
    Standing standing(int server);

    /** {@code server} wants the members changed. On a thread of its own: returns the answer when it is done, however long that takes. */
    byte[] onChangeRequest(int server, byte[] request);

    /** This server's status, in bytes for another one's operator. */
    byte[] status();
}
