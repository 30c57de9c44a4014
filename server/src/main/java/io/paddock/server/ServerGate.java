package io.paddock.server;

import io.paddock.server.admin.FourLetterWord;
import io.paddock.server.admin.FourLetterWords;
import io.paddock.server.admin.ServerStatistics;
import io.paddock.server.auth.Authenticator;
import io.paddock.server.auth.DigestAuthenticator;
import io.paddock.server.auth.IpAuthenticator;
import io.paddock.server.config.ServerConfig;
import io.paddock.server.net.ClientConnection;
import io.paddock.server.net.ClientGate;
import io.paddock.server.net.ConnectionLimits;
import io.paddock.server.net.RequestRules;
import io.paddock.server.request.RequestPath;
import io.paddock.server.session.SessionIds;
import io.paddock.session.Owner;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** What clients' connections find behind the client port of this server. Any thread. */
final class ServerGate implements ClientGate {

    private static final int QUEUED_MAX = 1000;
    private static final int OUTSTANDING_MAX = 20_000;
    private static final Set<String> ACL_SCHEMES = Set.of("world", "auth", "digest", "ip");
    /** Connection numbers of one start never reach those of the next: there are so many for each ms of the incarnation. */
    private static final int NUMBERS_SHIFT = 20;

    private final ServerConfig config;
    private final RequestPath path;
    private final Leadership leadership;
    private final SessionIds sessionIds;
    private final int server;
    private final AtomicLong lastConnection;
    private final ConnectionLimits limits;
    private final ConnectionTable connections;
    private final Map<String, Authenticator> authenticators;
    private final RequestRules rules;
    private final RequestRules readOnlyRules;
    private final Executor background;
    private volatile FourLetterWords words;
    private volatile boolean isReadOnly;

    ServerGate(
            ServerConfig config,
            RequestPath path,
            Leadership leadership,
            SessionIds sessionIds,
            int server,
            long incarnation,
            Executor background) {
        this.background = background;
        this.config = config;
        this.path = path;
        this.leadership = leadership;
        this.sessionIds = sessionIds;
        this.server = server;
        this.lastConnection = new AtomicLong(incarnation << NUMBERS_SHIFT);
        this.limits = new ConnectionLimits(
                config.limits().frameBytesMax(),
                config.limits().connectionsPerAddressMax(),
                config.limits().connectionsMax(),
                QUEUED_MAX,
                OUTSTANDING_MAX,
                config.clientPort().outboxBytesMax(),
                config.sessions().handshakeTimeoutMs(),
                config.sessions().timeoutMinMs(),
                config.sessions().timeoutMaxMs());
        this.connections = new ConnectionTable(limits.connectionsPerAddressMax(), limits.connectionsMax());
        this.rules = new RequestRules(
                config.znodes().extendedTypesEnabled(),
                config.ensemble().reconfigEnabled(),
                !config.ensemble().isStandalone(),
                false,
                ACL_SCHEMES);
        this.readOnlyRules = rules.withReadsOnly();
        Authenticator digest = new DigestAuthenticator(
                config.auth().superDigest(), config.auth().digestAlgorithm());
        Authenticator ip = new IpAuthenticator();
        this.authenticators = Map.of(digest.scheme(), digest, ip.scheme(), ip);
    }

    /** The clients that are connected. */
    ConnectionTable connections() {
        return connections;
    }

    @Override
    public RequestPath path() {
        return path;
    }

    @Override
    public ConnectionLimits limits() {
        return limits;
    }

    @Override
    public Owner nextOwner() {
        return new Owner(server, lastConnection.incrementAndGet());
    }

    @Override
    public long nextSessionId() {
        return sessionIds.next();
    }

    @Override
    public boolean isServing() {
        return leadership.standing() != Leadership.Standing.ALONE;
    }

    /** From now on serves those who only read; false when it does already. The timer's thread. */
    boolean beginReadOnly() {
        boolean begins = !isReadOnly;
        isReadOnly = true;
        return begins;
    }

    /** Serves everybody again; false when it does already. */
    boolean endReadOnly() {
        boolean ends = isReadOnly;
        isReadOnly = false;
        return ends;
    }

    @Override
    public boolean isReadOnly() {
        return isReadOnly;
    }

    @Override
    public boolean hasSession(long sessionId) {
        path.published().lock().lockShared();
        try {
            return path.published().machine().sessions().session(sessionId).isPresent();
        } finally {
            path.published().lock().unlockShared();
        }
    }

    @Override
    public RequestRules rules() {
        return isReadOnly ? readOnlyRules : rules;
    }

    @Override
    public boolean skipsAcl() {
        return config.auth().skipsAcl();
    }

    @Override
    public Map<String, Authenticator> authenticators() {
        return authenticators;
    }

    /** Words are answered from now on. Before the client port is opened. */
    void answerWordsWith(FourLetterWords fourLetterWords) {
        words = fourLetterWords;
    }

    /** The disk may be asked, so not in the event loop. */
    @Override
    public void answerWord(FourLetterWord word, long argument, ClientConnection asking) {
        background.execute(() -> asking.sendText(words.answer(word, argument)));
    }

    @Override
    public ServerStatistics statistics() {
        return path.statistics();
    }

    @Override
    public boolean admit(ClientConnection connection) {
        return connections.add(connection);
    }

    @Override
    public void leave(ClientConnection connection) {
        connections.remove(connection);
    }
}
