package io.paddock.server.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A properties file taken apart with line numbers, which {@link Properties} forgets.
 *
 * <p>Only the lines are found here: where one begins, which are comments, which a backslash at the end continues. What
 * a line says (separators, escapes) {@link Properties} itself decides, one line at a time, so that a file means here
 * exactly what it means to ZooKeeper.
 */
final class PropertyLines {
    /** One setting and the number of the line it begins on, from 1. */
    record Line(int number, String key, String value) {}

    private static final String LINE_ENDS = "\r\n";
    private static final String WHITE_SPACE = " \t\f" + LINE_ENDS;

    private PropertyLines() {}

    /**
     * The settings in the order of the file, blank around keys and values removed as ZooKeeper does; a key given twice
     * is there twice.
     *
     * @throws ConfigException naming file and line, if an escape {@code \}{@code uXXXX} is malformed
     */
    static List<Line> read(String file, String text) throws ConfigException {
        List<Line> lines = new ArrayList<>();
        List<String> logical = new ArrayList<>();
        int number = 0;
        for (String natural : naturalLines(text)) {
            number++;
            if (logical.isEmpty() && isBlankOrComment(natural)) {
                continue;
            }
            logical.add(natural);
            if (!endsWithOddBackslashes(natural)) {
                decode(file, number - logical.size() + 1, logical).ifPresent(lines::add);
                logical.clear();
            }
        }
        decode(file, number - logical.size() + 1, logical).ifPresent(lines::add);
        return lines;
    }

    private static Optional<Line> decode(String file, int number, List<String> logical) throws ConfigException {
        Properties one = new Properties();
        try {
            one.load(new StringReader(String.join("", logical)));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(file + ":" + number + ": malformed \\uXXXX escape", e);
        } catch (IOException e) {
            throw new UncheckedIOException("expected no failure of a reader over a string", e);
        }
        return one.stringPropertyNames().stream()
                .findFirst()
                .map(key -> new Line(number, key.trim(), one.getProperty(key).trim()));
    }

    /** The lines with their ends, which are kept because Properties treats a backslash before CR LF in its own way. */
    private static List<String> naturalLines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                lines.add(text.substring(from, i + 1));
                from = i + 1;
            }
        }
        lines.add(text.substring(from));
        return lines;
    }

    private static boolean isBlankOrComment(String line) {
        int i = 0;
        while (i < line.length() && WHITE_SPACE.indexOf(line.charAt(i)) >= 0) {
            i++;
        }
        return i == line.length() || line.charAt(i) == '#' || line.charAt(i) == '!';
    }

    private static boolean endsWithOddBackslashes(String line) {
        int end = line.length();
        while (end > 0 && LINE_ENDS.indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        int start = end;
        while (start > 0 && line.charAt(start - 1) == '\\') {
            start--;
        }
        return (end - start) % 2 == 1;
    }
}
