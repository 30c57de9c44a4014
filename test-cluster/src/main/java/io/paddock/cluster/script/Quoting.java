package io.paddock.cluster.script;

import io.paddock.cluster.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Bytes and lists as words without blanks: plain characters stand for themselves, others are {@code %} and two digits,
 * {@code ~} is null, {@code [a,b]} a list.
 */
public final class Quoting {
    /** What stands for null. */
    static final String NULL = "~";

    private static final String PLAIN = "/_-.:$+*@=";
    private static final int HEX = 16;

    private Quoting() {}

    static String quote(Optional<Bytes> bytes) {
        return bytes.map(Quoting::quote).orElse(NULL);
    }

    /** The word for a text. */
    public static String quote(String text) {
        return quote(Bytes.ofText(text));
    }

    static String quote(Bytes bytes) {
        StringBuilder word = new StringBuilder();
        for (byte each : bytes.toArray()) {
            if (isPlain(each)) {
                word.append((char) each);
            } else {
                word.append(String.format(Locale.ROOT, "%%%02x", each));
            }
        }
        return word.toString();
    }

    /** The text that a word stands for, as far as its bytes are one. */
    public static String unquoted(String word) {
        return unquote(word).map(Bytes::text).orElse("");
    }

    static Optional<Bytes> unquote(String word) {
        if (word.equals(NULL)) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < word.length(); at++) {
            if (word.charAt(at) == '%') {
                bytes.write(Integer.parseInt(word.substring(at + 1, at + 3), HEX));
                at += 2;
            } else {
                bytes.write(word.charAt(at));
            }
        }
        return Optional.of(Bytes.copyOf(bytes.toByteArray()));
    }

    /** The list in brackets of words that are quoted already. */
    static String list(List<String> words) {
        return words.stream().collect(Collectors.joining(",", "[", "]"));
    }

    /** The quoted words of a list in brackets; none when it is null. */
    static Optional<List<String>> items(String word) {
        if (word.equals(NULL)) {
            return Optional.empty();
        }
        if (!word.startsWith("[") || !word.endsWith("]")) {
            throw new IllegalArgumentException("expected [a,b,...] or ~ but got " + word);
        }
        String inside = word.substring(1, word.length() - 1);
        return Optional.of(inside.isEmpty() ? List.of() : new ArrayList<>(List.of(inside.split(",", -1))));
    }

    private static boolean isPlain(byte each) {
        return (each >= 'a' && each <= 'z')
                || (each >= 'A' && each <= 'Z')
                || (each >= '0' && each <= '9')
                || (each > 0 && PLAIN.indexOf(each) >= 0);
    }
}
