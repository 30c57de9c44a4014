package io.paddock.server;

import io.paddock.server.admin.FourLetterWord;
import io.paddock.server.admin.FourLetterWords;
import io.paddock.server.admin.ServerStatistics;
import io.paddock.server.auth.AccessPolicy;
import io.paddock.server.config.ServerConfig;
import io.paddock.server.net.ClientConnection;
import io.paddock.server.net.ClientGate;
import io.paddock.server.net.ConnectionLimits;
import io.paddock.server.net.ConnectionTokens;
import io.paddock.server.net.LargeRequests;
import io.paddock.server.net.RequestRules;
import io.paddock.server.net.RequestThrottler;
import io.paddock.server.net.Traffic;
import io.paddock.server.request.RequestPath;
import io.paddock.server.session.SessionIds;
import io.paddock.session.Owner;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients' connections find behind the client port of this server. Any thread. */
final class ServerGate implements ClientGate {

    private static final Logger LOG = LoggerFactory.getLogger(ServerGate.class);
    private static final int QUEUED_MAX = 1000;
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
    private final AccessPolicy access;
    private final Traffic traffic;
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
            AccessPolicy access,
            Executor background) {
        this.access = access;
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
                config.limits().outstandingRequestsMax(),
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
                AccessPlan.aclSchemes(config, access));
        this.readOnlyRules = rules.withReadsOnly();
        this.traffic = new Traffic(
                new ConnectionTokens(
                        config.connectionThrottle(),
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                        () -> ThreadLocalRandom.current().nextDouble()),
                new RequestThrottler(config.requestThrottle(), path.statistics()),
                new LargeRequests(
                        config.limits().largeRequestThresholdBytes(),
                        config.limits().largeRequestBytesMax(),
                        path.statistics()));
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
    public AccessPolicy access() {
        return access;
    }

    @Override
    public Traffic traffic() {
        return traffic;
    }

    /** Words are answered from now on. Before the client port is opened. */
    void answerWordsWith(FourLetterWords fourLetterWords) {
        words = fourLetterWords;
    }

    /** The disk may be asked, so not in the event loop. */
    @Override
    public void answerWord(FourLetterWord word, long argument, ClientConnection asking) {
        background.execute(() -> asking.sendText(answer(word, argument)));
    }

    /** What a word looks at is the operator's business: a fault there ends the answer, and not the server. */
    private String answer(FourLetterWord word, long argument) {
        try {
            return words.answer(word, argument);
        } catch (RuntimeException fault) {
            LOG.error("{} could not be answered", word, fault);
            return "";
        }
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
