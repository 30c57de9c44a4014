package io.paddock.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Settings by name, from the file and from system properties, with the place each came from for messages. Every name
 * asked for counts as known; {@link #notices} names the rest.
 *
 * <p>Owned by the thread that parses.
 *
 * <p>A line of the file wins over a system property of the same name, as in ZooKeeper, which turns lines of the file
 * into system properties when it reads them. In the file {@code zookeeper.x} means {@code x}; of two lines with the
 * same name the later counts. As a system property, {@code zookeeper.x} wins over a bare {@code x}, and the bare form
 * is heard only for the few names which ZooKeeper reads bare, and for {@code paddock.*}.
 */
final class SettingSource {
    /** A value and where it stands: {@code conf/zoo.cfg:12} or {@code -Dzookeeper.skipACL}. */
    record Setting(String key, String value, String origin) {}

    static final String ZOOKEEPER_PREFIX = "zookeeper.";
    static final String PADDOCK_PREFIX = "paddock.";

    private static final Set<String> BARE_PROPERTIES = Set.of(
            "jute.maxbuffer",
            "readonlymode.enabled",
            "znode.container.checkIntervalMs",
            "znode.container.maxPerMinute",
            "znode.container.maxNeverUsedIntervalMs");
    private static final int SUGGESTION_DISTANCE_MAX = 2;

    private final TreeMap<String, Setting> settings = new TreeMap<>();
    private final TreeSet<String> known = new TreeSet<>();
    private final TreeSet<String> knownPrefixes = new TreeSet<>();
    private final List<Notice> notices = new ArrayList<>();

    SettingSource(String file, List<PropertyLines.Line> lines, Map<String, String> systemProperties) {
        systemProperties.forEach((name, value) -> {
            if (name.startsWith(PADDOCK_PREFIX) || BARE_PROPERTIES.contains(name)) {
                settings.put(name, new Setting(name, value.trim(), "-D" + name));
            }
        });
        systemProperties.forEach((name, value) -> {
            if (name.startsWith(ZOOKEEPER_PREFIX)) {
                String key = bareName(name);
                settings.put(key, new Setting(key, value.trim(), "-D" + name));
            }
        });
        for (PropertyLines.Line line : lines) {
            putLine(file, line);
        }
    }

    private void putLine(String file, PropertyLines.Line line) {
        String key = bareName(line.key());
        Setting setting = new Setting(key, line.value(), file + ":" + line.number());
        Setting earlier = settings.put(key, setting);
        if (earlier != null && earlier.origin().startsWith("-D")) {
            warn(setting, "wins over " + earlier.origin());
        } else if (earlier != null) {
            warn(setting, "is set a second time; the value at " + earlier.origin() + " is not used");
        }
    }

    private static String bareName(String name) {
        return name.startsWith(ZOOKEEPER_PREFIX) ? name.substring(ZOOKEEPER_PREFIX.length()) : name;
    }

    /** The setting of this name, if it was given. */
    Optional<Setting> find(String key) {
        known.add(key);
        return Optional.ofNullable(settings.get(key));
    }

    /** All settings whose names begin so, by the rest of their names, in the order of those. */
    Map<String, Setting> withPrefix(String prefix) {
        knownPrefixes.add(prefix);
        Map<String, Setting> found = new LinkedHashMap<>();
        settings.tailMap(prefix, true).forEach((key, setting) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), setting);
            }
        });
        return found;
    }

    String text(String key, String fallback) {
        return find(key).map(Setting::value).filter(value -> !value.isEmpty()).orElse(fallback);
    }

    Path path(String key, String fallback) throws ConfigException {
        String text = text(key, fallback);
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw wrong(find(key).orElseThrow(), "expected a path", e);
        }
    }

    /** A whole number in decimal, or in hexadecimal after {@code 0x}. */
    int number(String key, int fallback, int min, int max) throws ConfigException {
        Optional<Setting> setting = find(key);
        return setting.isPresent() ? (int) parseNumber(setting.get(), min, max) : fallback;
    }

    long longNumber(String key, long fallback, long min) throws ConfigException {
        Optional<Setting> setting = find(key);
        return setting.isPresent() ? parseNumber(setting.get(), min, Long.MAX_VALUE) : fallback;
    }

    private static long parseNumber(Setting setting, long min, long max) throws ConfigException {
        String range = max == Long.MAX_VALUE ? "of at least " + min : "from " + min + " to " + max;
        try {
            String text = setting.value();
            boolean isHex = text.startsWith("0x") || text.startsWith("0X");
            long value = isHex ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(setting, "expected a whole number " + range, e);
        }
        throw wrong(setting, "expected a whole number " + range);
    }

    /** A number of bytes: a whole number, with K, M or G after it for kibibytes, mebibytes, gibibytes. */
    long bytes(String key, long fallback, long min, long max) throws ConfigException {
        Optional<Setting> found = find(key);
        if (found.isEmpty()) {
            return fallback;
        }
        Setting setting = found.get();
        String text = setting.value().toUpperCase(Locale.ROOT);
        int shift = text.endsWith("K") ? 10 : text.endsWith("M") ? 20 : text.endsWith("G") ? 30 : 0;
        String digits = shift == 0 ? text : text.substring(0, text.length() - 1).trim();
        String expected = "expected bytes from " + min + " to " + max + ", as a number with or without K, M or G";
        try {
            long value = Math.multiplyExact(Long.parseLong(digits), 1L << shift);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw wrong(setting, expected, e);
        }
        throw wrong(setting, expected);
    }

    double fraction(String key, double fallback) throws ConfigException {
        Optional<Setting> found = find(key);
        if (found.isEmpty()) {
            return fallback;
        }
        Setting setting = found.get();
        try {
            double value = Double.parseDouble(setting.value());
            if (value >= 0 && value <= 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(setting, "expected a number from 0 to 1", e);
        }
        throw wrong(setting, "expected a number from 0 to 1");
    }

    boolean flag(String key, boolean fallback) throws ConfigException {
        Optional<Setting> found = find(key);
        if (found.isEmpty()) {
            return fallback;
        }
        return switch (found.get().value().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(found.get(), "expected true or false");
        };
    }

    /** One of these words, without regard to case; the word as listed is returned. */
    String choice(String key, String fallback, List<String> words) throws ConfigException {
        Optional<Setting> found = find(key);
        if (found.isEmpty()) {
            return fallback;
        }
        Setting setting = found.get();
        for (String word : words) {
            if (word.equalsIgnoreCase(setting.value())) {
                return word;
            }
        }
        throw wrong(setting, "expected one of " + String.join(", ", words));
    }

    void warn(Setting setting, String text) {
        notices.add(Notice.warning(setting.origin() + ": " + setting.key() + " " + text));
    }

    void add(Notice notice) {
        notices.add(notice);
    }

    static ConfigException wrong(Setting setting, String expected) {
        return new ConfigException(message(setting, expected));
    }

    static ConfigException wrong(Setting setting, String expected, Throwable cause) {
        return new ConfigException(message(setting, expected), cause);
    }

    private static String message(Setting setting, String expected) {
        String value = Secrets.isSecret(setting.key()) ? Secrets.REDACTED : setting.value();
        return setting.origin() + ": " + setting.key() + ": " + expected + " but found '" + value + "'";
    }

    /** What was said while reading, and a warning for each setting that nobody asked for. */
    List<Notice> notices() {
        List<Notice> all = new ArrayList<>(notices);
        settings.values().forEach(setting -> {
            if (!isKnown(setting.key())) {
                String close = suggestion(setting.key())
                        .map(name -> "; did you mean " + name + "?")
                        .orElse("");
                all.add(Notice.warning(
                        setting.origin() + ": " + setting.key() + " is not understood and has no effect" + close));
            }
        });
        return List.copyOf(all);
    }

    private boolean isKnown(String key) {
        return known.contains(key) || knownPrefixes.stream().anyMatch(key::startsWith);
    }

    private Optional<String> suggestion(String key) {
        String best = "";
        int bestDistance = SUGGESTION_DISTANCE_MAX + 1;
        for (String name : known) {
            int distance = SpellingDistance.between(key.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < bestDistance && distance < name.length() / 2) {
                best = name;
                bestDistance = distance;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }
}
