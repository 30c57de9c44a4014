package io.paddock.server.tls;

import io.paddock.server.config.TlsSettings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509KeyManager;

/**
 * What a handshake needs, read from its files. Immutable.
 *
 * @param key who this server is
 * @param trust whom it believes
 * @param settings what else was said
 */
public record TlsMaterial(X509KeyManager key, X509ExtendedTrustManager trust, TlsSettings settings) {

    /**
     * Reads the files.
     *
     * @throws IOException naming the file, when one cannot be read or holds not what it must, or when this Java lacks a protocol or cipher
     */
    public static TlsMaterial load(TlsSettings settings) throws IOException {
        try {
            check(settings);
            return new TlsMaterial(key(settings), trust(settings), settings);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up with " + settings + ": " + e.getMessage(), e);
        }
    }

    private static void check(TlsSettings settings) throws IOException, GeneralSecurityException {
        var supported = SSLContext.getDefault().getSupportedSSLParameters();
        checkAll("protocol", settings.protocols(), Arrays.asList(supported.getProtocols()));
        checkAll("cipher suite", settings.ciphers(), Arrays.asList(supported.getCipherSuites()));
    }

    private static void checkAll(String what, List<String> wanted, List<String> supported) throws IOException {
        for (String name : wanted) {
            if (!supported.contains(name)) {
                throw new IOException(
                        "expected a TLS " + what + " of this Java, one of " + supported + ", but found " + name);
            }
        }
    }

    private static X509KeyManager key(TlsSettings settings) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStoreFile.read(settings.keyStore());
        if (Collections.list(store.aliases()).stream().noneMatch(alias -> isKey(store, alias))) {
            throw new IOException(settings.keyStore().file() + ": expected a private key but found none");
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, settings.keyStore().password().toCharArray());
        return Arrays.stream(factory.getKeyManagers())
                .filter(X509KeyManager.class::isInstance)
                .map(X509KeyManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new IOException("this Java has no key manager for X.509"));
    }

    private static boolean isKey(KeyStore store, String alias) {
        try {
            return store.isKeyEntry(alias);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key store in memory was not loaded", e);
        }
    }

    /** Without a file, whom this Java believes. */
    private static X509ExtendedTrustManager trust(TlsSettings settings) throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(settings.trustStore().isNone() ? null : KeyStoreFile.read(settings.trustStore()));
        X509ExtendedTrustManager strict = Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new IOException("this Java has no trust manager for X.509"));
        return settings.verifiesHostnames() ? strict : new AnyHostTrust(strict);
    }
}
