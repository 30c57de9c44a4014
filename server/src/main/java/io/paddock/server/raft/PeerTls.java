package io.paddock.server.raft;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * Mutual TLS between servers.
 *
 * @param key who this server is
 * @param trust whom it believes
 * @param protocols the versions allowed, such as TLSv1.3
 */
public record PeerTls(X509KeyManager key, X509TrustManager trust, List<String> protocols) {

    public PeerTls {
        Objects.requireNonNull(key);
        Objects.requireNonNull(trust);
        protocols = List.copyOf(protocols);
    }

    /** Keys and trust, as the JVM's sockets take them. */
    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {key}, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** Tells nothing of the key. */
    @Override
    public String toString() {
        return "PeerTls" + protocols;
    }
}
