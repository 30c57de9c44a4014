package io.paddock.shell.line;

import io.paddock.shell.outcome.ShellFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits what is typed into commands and words, by zkCli's rules.
 *
 * <p>A quote counts only at the start of a word, and there is no escape character: {@code set /x {"a":1}} and
 * {@code get /it's} mean what they say. Inside a quoted word the other kind of quote is plain text. Unlike zkCli, a
 * quote that is never closed is an error instead of being dropped.
 */
public final class CommandLineText {
    private CommandLineText() {}

    /** The words of one command line; none for a blank line or a comment ({@code #} as its first character). */
    public static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        int at = skipBlanks(line, 0);
        if (at < line.length() && line.charAt(at) == '#') {
            return List.of();
        }
        while (at < line.length()) {
            char first = line.charAt(at);
            int end;
            if (isQuote(first)) {
                end = line.indexOf(first, at + 1);
                if (end < 0) {
                    throw ShellFailure.usage("The quote " + first + " at column " + (at + 1) + " is never closed");
                }
                words.add(line.substring(at + 1, end));
                end++;
            } else {
                end = endOfWord(line, at);
                words.add(line.substring(at, end));
            }
            at = skipBlanks(line, end);
        }
        return List.copyOf(words);
    }

    /**
     * The commands of a text such as {@code create /a; ls /}, cut at each semicolon and line end outside quotes. For the
     * cut alone a quote counts anywhere in a word when it is closed on the same line, so that JSON stays whole.
     */
    public static List<String> commands(String text) {
        List<String> commands = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (isQuote(c)) {
                int close = text.indexOf(c, at + 1);
                int lineEnd = text.indexOf('\n', at);
                boolean closed = close >= 0 && (lineEnd < 0 || close < lineEnd);
                at = closed ? close : at;
            } else if (c == ';' || c == '\n') {
                commands.add(text.substring(start, at));
                start = at + 1;
            }
        }
        commands.add(text.substring(start));
        return commands.stream()
                .map(String::strip)
                .filter(command -> !command.isEmpty())
                .toList();
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int endOfWord(String line, int from) {
        int at = from;
        while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at;
    }
}
