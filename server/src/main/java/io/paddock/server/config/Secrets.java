package io.paddock.server.config;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Which settings never appear in a log or a message, and what stands there instead. */
final class Secrets {
    static final String REDACTED = "<hidden>";

    private Secrets() {}

    /** Whether the setting of this name holds a password or a digest made of one. */
    static boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return lower.endsWith("password") || lower.endsWith("superdigest") || lower.endsWith("secret");
    }

    static Map<String, String> redact(Map<String, String> options) {
        Map<String, String> shown = new TreeMap<>(options);
        shown.replaceAll((key, value) -> isSecret(key) ? REDACTED : value);
        return shown;
    }

    static String redact(String value) {
        return value.isEmpty() ? "" : REDACTED;
    }
}
