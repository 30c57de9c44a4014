package io.paddock.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A file of keys or of certificates to trust.
 *
 * @param file where it is; the empty path for none
 * @param password of the file, and of the key in it; empty for none
 * @param type its form
 */
public record KeyStoreSettings(Path file, String password, Type type) {

    /** The forms that are understood. */
    public enum Type {
        JKS,
        PKCS12,
        PEM
    }

    /** No file. */
    public static final KeyStoreSettings NONE = new KeyStoreSettings(Path.of(""), "", Type.PKCS12);

    private static final List<String> TYPES = List.of("JKS", "PKCS12", "PEM");

    /** Whether there is no file. */
    public boolean isNone() {
        return file.toString().isEmpty();
    }

    /** The settings whose names begin so: {@code location}, {@code password}, {@code passwordPath}, {@code type}. */
    static KeyStoreSettings from(SettingSource source, Surroundings.TextFiles files, String prefix)
            throws ConfigException {
        Path file = source.path(prefix + "location", "");
        String password = password(source, files, prefix);
        String type = source.choice(prefix + "type", "", TYPES);
        if (file.toString().isEmpty()) {
            return NONE;
        }
        if (!type.isEmpty()) {
            return new KeyStoreSettings(file, password, Type.valueOf(type));
        }
        Optional<Type> ofName = typeOfName(file);
        return new KeyStoreSettings(
                file,
                password,
                ofName.orElseThrow(() -> SettingSource.wrong(
                        source.find(prefix + "location").orElseThrow(),
                        "expected a name that ends in .jks, .p12 or .pem, or " + prefix + "type to be set as well,")));
    }

    private static String password(SettingSource source, Surroundings.TextFiles files, String prefix)
            throws ConfigException {
        String given = source.text(prefix + "password", "");
        Path path = source.path(prefix + "passwordPath", "");
        if (path.toString().isEmpty()) {
            return given;
        }
        return files.read(path)
                .orElseThrow(() -> SettingSource.wrong(
                        source.find(prefix + "passwordPath").orElseThrow(), "expected the name of a file that exists"))
                .strip();
    }

    private static Optional<Type> typeOfName(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".jks")) {
            return Optional.of(Type.JKS);
        }
        if (name.endsWith(".p12") || name.endsWith(".pfx")) {
            return Optional.of(Type.PKCS12);
        }
        return name.endsWith(".pem") ? Optional.of(Type.PEM) : Optional.empty();
    }

    /** With the password hidden. */
    @Override
    public String toString() {
        return "KeyStoreSettings[file=" + file + ", password=" + Secrets.redact(password) + ", type=" + type + "]";
    }
}
