package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbered lines of this run of the shell, for {@code history} and {@code redo}. Lines that carry secrets are kept
 * without them. Used by the thread that runs commands.
 */
public final class CommandHistory {
    private static final int SHOWN = 11;

    private final List<String> lines = new ArrayList<>();

    /** Adds a line at its end. */
    public void add(String line) {
        lines.add(isSecret(line) ? line.strip().split("\\s+", 2)[0] + " ..." : line);
    }

    /** Whether a line carries a secret and must not be kept anywhere. */
    public static boolean isSecret(String line) {
        return line.strip().regionMatches(true, 0, "addauth", 0, "addauth".length());
    }

    /** How many lines there are: the number of the next one. */
    public int size() {
        return lines.size();
    }

    /** The last lines with their numbers, as zkCli prints them. */
    List<String> recent() {
        List<String> recent = new ArrayList<>();
        for (int number = Math.max(0, lines.size() - SHOWN); number < lines.size(); number++) {
            recent.add(number + " - " + lines.get(number));
        }
        return recent;
    }

    /** The line to do again in place of the last one, which asked for it. */
    String redo(int number) {
        int last = lines.size() - 1;
        if (number < 0 || number >= last) {
            throw ShellFailure.refused("Command index out of range");
        }
        String line = lines.get(number);
        if (line.strip().startsWith("redo") || isSecret(line)) {
            throw ShellFailure.refused("No redoing of '" + line.strip() + "'");
        }
        lines.set(last, line);
        return line;
    }
}
