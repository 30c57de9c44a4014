package io.paddock.server.config;

import java.util.Map;

/**
 * Where clients connect.
 *
 * @param listen {@code clientPortAddress} and {@code clientPort}, or this server's {@code server.N} line;
 *     {@link HostPort#NONE} for no unencrypted port
 * @param secureListen {@code secureClientPortAddress} and {@code secureClientPort}, or {@link HostPort#NONE}
 * @param listenBacklog {@code clientPortListenBacklog}; -1 for the system's choice
 * @param eventLoopThreads {@code paddock.eventLoopThreads}; 0 for one per core
 * @param outboxBytesMax {@code paddock.outboxBytesMax}: what waits for one slow client before it is cut off
 * @param clientPortUnification {@code client.portUnification}: TLS and plain text on the unencrypted port
 * @param peersUseTls {@code sslQuorum}: servers speak TLS to each other
 * @param tls the settings that begin with {@code ssl.}, by the rest of their names
 */
public record ClientPortSettings(
        HostPort listen,
        HostPort secureListen,
        int listenBacklog,
        int eventLoopThreads,
        int outboxBytesMax,
        boolean clientPortUnification,
        boolean peersUseTls,
        Map<String, String> tls) {
    static final int CLIENT_PORT = 2181;

    private static final int OUTBOX_BYTES_MAX = 64 << 20;

    /** Copies the TLS settings. */
    public ClientPortSettings {
        tls = Map.copyOf(tls);
    }

    static ClientPortSettings from(SettingSource source, HostPort listen) throws ConfigException {
        return new ClientPortSettings(
                listen,
                address(source, "secureClientPort", "secureClientPortAddress"),
                source.number("clientPortListenBacklog", -1, -1, Integer.MAX_VALUE),
                source.number("paddock.eventLoopThreads", 0, 0, 1024),
                (int) source.bytes("paddock.outboxBytesMax", OUTBOX_BYTES_MAX, 1 << 16, Integer.MAX_VALUE),
                source.flag("client.portUnification", false),
                source.flag("sslQuorum", false),
                Texts.values(source.withPrefix("ssl.")));
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

    /** With passwords hidden. */
    @Override
    public String toString() {
        return "ClientPortSettings[listen=" + listen + ", secureListen=" + secureListen + ", listenBacklog="
                + listenBacklog + ", eventLoopThreads=" + eventLoopThreads + ", outboxBytesMax=" + outboxBytesMax
                + ", clientPortUnification=" + clientPortUnification + ", peersUseTls=" + peersUseTls + ", tls="
                + Secrets.redact(tls) + "]";
    }
}
