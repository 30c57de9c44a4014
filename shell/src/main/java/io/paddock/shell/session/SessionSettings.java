package io.paddock.shell.session;

import java.util.List;
import org.apache.zookeeper.client.ZKClientConfig;

/**
 * How to connect.
 *
 * @param servers the connect string: hosts, and a chroot if wanted
 * @param sessionTimeoutMs the session time-out to ask for
 * @param connectTimeoutMs how long a command waits for a connection before it fails
 * @param readOnly whether a server cut off from its quorum is good enough
 * @param clientConfig the settings of the ZooKeeper client, TLS and SASL among them
 * @param credentials who to be, in this order
 */
public record SessionSettings(
        String servers,
        int sessionTimeoutMs,
        int connectTimeoutMs,
        boolean readOnly,
        ZKClientConfig clientConfig,
        List<Credential> credentials) {
    /** Checks the bounds. */
    public SessionSettings {
        if (sessionTimeoutMs <= 0 || connectTimeoutMs <= 0) {
            throw new IllegalArgumentException(
                    "expected time-outs above 0 but they are " + sessionTimeoutMs + " and " + connectTimeoutMs);
        }
        credentials = List.copyOf(credentials);
    }

    /** The same settings for other servers. */
    SessionSettings withServers(String otherServers) {
        return new SessionSettings(
                otherServers, sessionTimeoutMs, connectTimeoutMs, readOnly, clientConfig, credentials);
    }

    /** The same settings for other identities. */
    SessionSettings withCredentials(List<Credential> others) {
        return new SessionSettings(servers, sessionTimeoutMs, connectTimeoutMs, readOnly, clientConfig, others);
    }
}
