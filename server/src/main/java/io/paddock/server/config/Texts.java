package io.paddock.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small readings of settings that several records share. */
final class Texts {
    private Texts() {}

    static Map<String, String> values(Map<String, SettingSource.Setting> settings) {
        Map<String, String> values = new TreeMap<>();
        settings.forEach((key, setting) -> values.put(key, setting.value()));
        return values;
    }

    /** The words between commas, without blanks around them; empty ones are left out. */
    static List<String> words(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
