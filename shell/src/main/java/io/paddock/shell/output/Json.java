package io.paddock.shell.output;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A JSON value, already written out on one line.
 *
 * <p>Only writing is needed here and the values are flat, so this is all there is; numbers that may pass 2^53 (zxids,
 * session ids) are written as hexadecimal strings by those who know them.
 */
public final class Json {
    /** The JSON null. */
    public static final Json NULL = new Json("null");

    private final String text;

    private Json(String text) {
        this.text = text;
    }

    /** A JSON string. */
    public static Json string(String value) {
        StringBuilder out = new StringBuilder(value.length() + 2).append('"');
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (at + 1 < value.length() && Character.isSurrogatePair(c, value.charAt(at + 1))) {
                out.append(c).append(value.charAt(++at));
            } else {
                appendEscaped(out, c);
            }
        }
        return new Json(out.append('"').toString());
    }

    /** A JSON number. */
    public static Json number(long value) {
        return new Json(Long.toString(value));
    }

    /** A JSON boolean. */
    public static Json bool(boolean value) {
        return new Json(Boolean.toString(value));
    }

    /** A zxid, a session id or another 64-bit word, as a hexadecimal string. */
    public static Json hex(long value) {
        return string("0x" + Long.toHexString(value));
    }

    /** A JSON array of strings. */
    public static Json strings(Collection<String> values) {
        return array(values.stream().map(Json::string).toList());
    }

    /** A JSON array. */
    public static Json array(Collection<Json> values) {
        return new Json(values.stream().map(value -> value.text).collect(Collectors.joining(",", "[", "]")));
    }

    /** A JSON object with one field; more are added by {@link #and}. */
    public static Json object(String name, Json value) {
        return new Json("{" + string(name).text + ":" + value.text + "}");
    }

    /** This object with one more field at its end. Only for a value made by {@link #object}. */
    public Json and(String name, Json value) {
        if (!text.startsWith("{")) {
            throw new IllegalStateException("expected a JSON object but this is " + text);
        }
        return new Json(text.substring(0, text.length() - 1) + "," + string(name).text + ":" + value.text + "}");
    }

    /** The value as it is printed. */
    @Override
    public String toString() {
        return text;
    }

    private static void appendEscaped(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < 0x20 || c == 0x7f || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
