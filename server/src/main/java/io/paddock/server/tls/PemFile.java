package io.paddock.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A PEM file: certificates to trust, or a private key (PKCS #8, encrypted or not) and the certificates that belong to it. */
final class PemFile {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "DSA", "Ed25519");
    private static final String KEY_ALIAS = "key";

    private PemFile() {}

    static KeyStore read(Path file, String password) throws IOException, GeneralSecurityException {
        List<Certificate> certificates = new ArrayList<>();
        List<PrivateKey> keys = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Matcher blocks = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (blocks.find()) {
            byte[] der = Base64.getMimeDecoder().decode(blocks.group(2));
            switch (blocks.group(1)) {
                case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" ->
                    certificates.add(factory.generateCertificate(new ByteArrayInputStream(der)));
                case "PRIVATE KEY" -> keys.add(key(new PKCS8EncodedKeySpec(der)));
                case "ENCRYPTED PRIVATE KEY" -> keys.add(key(decrypted(der, password)));
                default ->
                    throw new IOException(
                            "expected certificates and a private key in PKCS #8 but found " + blocks.group(1));
            }
        }
        return store(certificates, keys, password);
    }

    private static KeyStore store(List<Certificate> certificates, List<PrivateKey> keys, String password)
            throws IOException, GeneralSecurityException {
        if (certificates.isEmpty() || keys.size() > 1) {
            throw new IOException("expected certificates and at most one private key but found " + certificates.size()
                    + " and " + keys.size());
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        if (keys.isEmpty()) {
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("certificate-" + i, certificates.get(i));
            }
        } else {
            store.setKeyEntry(KEY_ALIAS, keys.get(0), password.toCharArray(), certificates.toArray(new Certificate[0]));
        }
        return store;
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] der, String password)
            throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
        // The algorithm's own name hides behind its parameters in the newer scheme, PBES2.
        String algorithm =
                info.getAlgName().equals("PBES2") ? String.valueOf(info.getAlgParameters()) : info.getAlgName();
        SecretKeyFactory factory = SecretKeyFactory.getInstance(algorithm);
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                factory.generateSecret(new PBEKeySpec(password.toCharArray())),
                info.getAlgParameters());
        return info.getKeySpec(cipher);
    }

    /** The bytes say which algorithm they are for, but Java wants to be told. */
    private static PrivateKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        for (String algorithm : KEY_ALGORITHMS) {
            Optional<PrivateKey> key = key(spec, algorithm);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new InvalidKeySpecException("expected a private key for one of " + KEY_ALGORITHMS);
    }

    private static Optional<PrivateKey> key(PKCS8EncodedKeySpec spec, String algorithm)
            throws GeneralSecurityException {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
        } catch (InvalidKeySpecException other) {
            return Optional.empty();
        }
    }
}
