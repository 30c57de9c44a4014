package io.paddock.server.config;

import java.util.Locale;

/** Which settings never appear in a log or a message, and what stands there instead. */
final class Secrets {
    static final String REDACTED = "<hidden>";

    private Secrets() {}

    /** Whether the setting of this name holds a password or a digest made of one. */
    static boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return lower.endsWith("password") || lower.endsWith("superdigest") || lower.endsWith("secret");
    }

    static String redact(String value) {
        return value.isEmpty() ? "" : REDACTED;
    }
}
