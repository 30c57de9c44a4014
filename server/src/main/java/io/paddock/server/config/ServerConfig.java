package io.paddock.server.config;

/**
 * All settings of one server. Printing it hides secrets.
 *
 * @param clientPort where clients connect
 * @param ensemble the servers and their clock
 * @param sessions bounds of session time-outs
 * @param limits bounds on clients
 * @param connectionThrottle how fast connections are taken
 * @param requestThrottle how many requests are taken
 * @param znodes kinds of znodes and their removal
 * @param requests the way into the log
 * @param storage directories and caches
 * @param auth identities and access
 * @param peerTls what servers speak to each other, {@link TlsSettings#NONE} for plain text
 * @param admin what operators may ask
 */
public record ServerConfig(
        ClientPortSettings clientPort,
        EnsembleSettings ensemble,
        SessionSettings sessions,
        LimitSettings limits,
        ConnectionThrottle connectionThrottle,
        RequestThrottle requestThrottle,
        ZnodeSettings znodes,
        RequestSettings requests,
        StorageSettings storage,
        AuthSettings auth,
        TlsSettings peerTls,
        AdminSettings admin) {}
