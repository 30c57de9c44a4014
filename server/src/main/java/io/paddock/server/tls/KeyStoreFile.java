package io.paddock.server.tls;

import io.paddock.server.config.KeyStoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** Reads a file of keys or certificates, whatever its form. */
final class KeyStoreFile {

    private KeyStoreFile() {}

    /** What is in the file; keys are protected by the file's password. */
    static KeyStore read(KeyStoreSettings settings) throws IOException {
        try {
            return switch (settings.type()) {
                case JKS -> ofJava(settings, "JKS");
                case PKCS12 -> ofJava(settings, "PKCS12");
                case PEM -> PemFile.read(settings.file(), settings.password());
            };
        } catch (NoSuchFileException e) {
            throw new IOException(settings.file() + ": there is no such file", e);
        } catch (IOException | GeneralSecurityException e) {
            throw new IOException(
                    settings.file() + ": cannot be read as " + settings.type() + ": " + e.getMessage(), e);
        }
    }

    private static KeyStore ofJava(KeyStoreSettings settings, String type)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        try (InputStream in = Files.newInputStream(settings.file())) {
            store.load(in, settings.password().toCharArray());
        }
        return store;
    }
}
