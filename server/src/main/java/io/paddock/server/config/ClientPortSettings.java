package io.paddock.server.config;

/**
 * Where clients connect.
 *
 * @param listen {@code clientPortAddress} and {@code clientPort}, or this server's {@code server.N} line;
 *     {@link HostPort#NONE} for no unencrypted port
 * @param secureListen {@code secureClientPortAddress} and {@code secureClientPort}, or {@link HostPort#NONE}
 * @param listenBacklog {@code clientPortListenBacklog}; -1 for the system's choice
 * @param eventLoopThreads {@code paddock.eventLoopThreads}; 0 for one per processor
 * @param outboxBytesMax {@code paddock.outboxBytesMax}: what waits for one slow client before it is cut off
 * @param clientPortUnification {@code client.portUnification}: TLS and plain text on the unencrypted port
 * @param tls what is spoken to the secure port, and to the other one if {@code clientPortUnification}
 */
public record ClientPortSettings(
        HostPort listen,
        HostPort secureListen,
        int listenBacklog,
        int eventLoopThreads,
        int outboxBytesMax,
        boolean clientPortUnification,
        TlsSettings tls) {
    static final int CLIENT_PORT = 2181;

    private static final String SECURE_PORT = "secureClientPort";
    private static final String UNIFICATION = "client.portUnification";
    private static final int OUTBOX_BYTES_MAX = 64 << 20;

    static ClientPortSettings from(SettingSource source, Surroundings.TextFiles files, HostPort listen)
            throws ConfigException {
        HostPort secureListen = address(source, SECURE_PORT, "secureClientPortAddress");
        boolean hasBothOnOnePort = source.flag(UNIFICATION, false);
        String unencrypted = hasBothOnOnePort ? UNIFICATION : "";
        String wanted = secureListen.isNone() ? unencrypted : SECURE_PORT;
        return new ClientPortSettings(
                listen,
                secureListen,
                source.number("clientPortListenBacklog", -1, -1, Integer.MAX_VALUE),
                source.number("paddock.eventLoopThreads", 0, 0, 1024),
                (int) source.bytes("paddock.outboxBytesMax", OUTBOX_BYTES_MAX, 1 << 16, Integer.MAX_VALUE),
                hasBothOnOnePort,
                TlsSettings.ofClients(source, files, wanted));
    }

    /** An address of two settings; none if neither is given; a port without a host is meant for all hosts. */
    static HostPort address(SettingSource source, String portKey, String hostKey) throws ConfigException {
        boolean isPortGiven = source.find(portKey).isPresent();
        var host = source.find(hostKey);
        if (!isPortGiven && host.isPresent()) {
            throw SettingSource.wrong(host.get(), "expected " + portKey + " to be set as well");
        }
        int port = source.number(portKey, 0, 0, HostPort.PORT_MAX);
        return isPortGiven ? new HostPort(source.text(hostKey, HostPort.ANY_HOST), port) : HostPort.NONE;
    }
}
