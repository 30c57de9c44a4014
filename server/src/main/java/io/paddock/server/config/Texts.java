package io.paddock.server.config;

import java.util.Arrays;
import java.util.List;

/** Small readings of settings that several records share. */
final class Texts {
    private Texts() {}

    /** The words between commas, without blanks around them; empty ones are left out. */
    static List<String> words(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
