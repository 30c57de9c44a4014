package io.paddock.cluster.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Keys and certificates made for a test, in a folder of its own: for each owner a key and a certificate that it signed itself, which is
 * good for 127.0.0.1, and files of certificates to trust. Owned by one thread.
 */
final class Certificates {
    static final String PASSWORD = "changeit";

    private final Path folder;

    Certificates(Path folder) {
        this.folder = folder;
    }

    /** Makes a key and its certificate; the owner's name is an X.500 one. */
    void make(String alias, String owner) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-J-XX:+UseSerialGC",
                        "-genkeypair",
                        "-alias",
                        alias,
                        "-dname",
                        owner,
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file(alias, "p12").toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed for " + alias);
        }
    }

    /** Where the key of that owner is, in that form: p12, jks or pem. */
    Path keys(String alias, String form) throws IOException, GeneralSecurityException {
        Path file = file(alias, form);
        if (!Files.exists(file)) {
            KeyStore source = load(file(alias, "p12"));
            Key key = source.getKey(alias, PASSWORD.toCharArray());
            Certificate certificate = source.getCertificate(alias);
            if (form.equals("pem")) {
                Files.writeString(
                        file, pem("PRIVATE KEY", key.getEncoded()) + pem("CERTIFICATE", certificate.getEncoded()));
            } else {
                KeyStore store = empty("JKS");
                store.setKeyEntry(alias, key, PASSWORD.toCharArray(), new Certificate[] {certificate});
                save(store, file);
            }
        }
        return file;
    }

    /** A file, in that form, with the certificates of these owners. */
    Path trust(String form, List<String> aliases) throws IOException, GeneralSecurityException {
        Path file = file("trust-" + String.join("-", aliases), form);
        KeyStore store = empty(form.equals("jks") ? "JKS" : "PKCS12");
        StringBuilder text = new StringBuilder();
        for (String alias : aliases) {
            Certificate certificate = load(file(alias, "p12")).getCertificate(alias);
            store.setCertificateEntry(alias, certificate);
            text.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        if (form.equals("pem")) {
            Files.writeString(file, text);
        } else {
            save(store, file);
        }
        return file;
    }

    /** For sockets that show this owner's certificate, or none when the alias is empty, and believe all that these show. */
    SSLContext context(String alias, List<String> trusted) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(alias.isEmpty() ? empty("PKCS12") : load(file(alias, "p12")), PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load(trust("p12", trusted)));
        TrustManager[] managers = trust.getTrustManagers();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), managers, null);
        return context;
    }

    /** The name in an owner's certificate as x509 ids show it. */
    String id(String alias) throws IOException, GeneralSecurityException {
        X509Certificate certificate = (X509Certificate) load(file(alias, "p12")).getCertificate(alias);
        return certificate.getSubjectX500Principal().getName();
    }

    private Path file(String name, String form) {
        return folder.resolve(name + "." + form);
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static KeyStore empty(String type) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        return store;
    }

    private static void save(KeyStore store, Path file) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private static String pem(String what, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    }
}
