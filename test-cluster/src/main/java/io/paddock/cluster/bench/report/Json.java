package io.paddock.cluster.bench.report;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Maps, lists, texts and numbers as JSON, indented. */
final class Json {
    private Json() {}

    static String text(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, "\n", out);
        return out.toString();
    }

    private static void write(Object value, String newLine, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
            out.append('{');
            while (entries.hasNext()) {
                Map.Entry<?, ?> entry = entries.next();
                out.append(newLine)
                        .append("  ")
                        .append(quoted(entry.getKey().toString()))
                        .append(": ");
                write(entry.getValue(), newLine + "  ", out);
                out.append(entries.hasNext() ? "," : newLine);
            }
            out.append('}');
        } else if (value instanceof List<?> list) {
            Iterator<?> elements = list.iterator();
            out.append('[');
            while (elements.hasNext()) {
                out.append(newLine).append("  ");
                write(elements.next(), newLine + "  ", out);
                out.append(elements.hasNext() ? "," : newLine);
            }
            out.append(']');
        } else if (value instanceof Double number) {
            out.append(String.format(Locale.ROOT, "%.3f", number));
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            out.append(quoted(value.toString()));
        }
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> out.append(c < ' ' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return out.append('"').toString();
    }
}
