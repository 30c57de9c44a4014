package io.paddock.shell.command;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody who mistyped may have meant. */
final class NearestName {
    private static final int STEPS_MAX = 2;

    private NearestName() {}

    /** The name that is the fewest letters away: put in, left out, or another in its place; none if that is too many. */
    static Optional<String> of(String typed, List<String> names) {
        String lower = typed.toLowerCase(Locale.ROOT);
        int stepsMax = Math.min(STEPS_MAX, typed.length() / 2);
        return names.stream()
                .filter(name -> steps(lower, name.toLowerCase(Locale.ROOT)) <= stepsMax)
                .min(Comparator.comparingInt(name -> steps(lower, name.toLowerCase(Locale.ROOT))));
    }

    private static int steps(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] here = new int[to.length() + 1];
            here[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                here[column] = Math.min(replaced, 1 + Math.min(above[column], here[column - 1]));
            }
            above = here;
        }
        return above[to.length()];
    }
}
