package io.paddock.server.net;

import io.paddock.server.admin.FourLetterWord;
import io.paddock.server.admin.ServerStatistics;
import io.paddock.server.auth.AccessPolicy;
import io.paddock.server.request.RequestPath;
import io.paddock.session.Owner;

/**
 * What a client's connection needs of the server around it. Any thread.
 */
public interface ClientGate {

    /** The request path. */
    RequestPath path();

    /** Bounds. */
    ConnectionLimits limits();

    /** The number of a new connection. */
    Owner nextOwner();

    /** The id of a new session. */
    long nextSessionId();

    /** Whether clients are served now: there is a leader, and this server is not too far behind. */
    boolean isServing();

    /** Whether those clients are served that only read: the others of the ensemble cannot be reached. */
    boolean isReadOnly();

    /** Whether there is such a session in the ensemble, as far as this server knows. */
    boolean hasSession(long sessionId);

    /** What this server's settings refuse. */
    RequestRules rules();

    /** Whether every ACL is off. */
    boolean skipsAcl();

    /** How a client can prove who it is, and must. */
    AccessPolicy access();

    /** What keeps clients from overrunning this server. */
    Traffic traffic();

    /** Has a four-letter word answered by {@link ClientConnection#sendText}; {@code argument} is that of {@code stmk}. */
    void answerWord(FourLetterWord word, long argument, ClientConnection asking);

    /** Counts what passes. */
    ServerStatistics statistics();

    /** Registers a connection that was accepted; false when there are too many. */
    boolean admit(ClientConnection connection);

    /** Forgets a connection. */
    void leave(ClientConnection connection);
}
