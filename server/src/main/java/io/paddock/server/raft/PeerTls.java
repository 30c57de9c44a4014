package io.paddock.server.raft;

import java.util.List;
import java.util.Objects;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * Mutual TLS between servers.
 *
 * @param key who this server is
 * @param trust whom it believes
 * @param protocols the versions allowed, such as TLSv1.3
 * @param ciphers the suites allowed; empty for this Java's choice
 */
public record PeerTls(X509KeyManager key, X509TrustManager trust, List<String> protocols, List<String> ciphers) {

    public PeerTls {
        Objects.requireNonNull(key);
        Objects.requireNonNull(trust);
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
    }

    /** Tells nothing of the key. */
    @Override
    public String toString() {
        return "PeerTls" + protocols + ciphers;
    }
}
