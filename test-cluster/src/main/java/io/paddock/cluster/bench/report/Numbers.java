package io.paddock.cluster.bench.report;

import java.util.Locale;

/** Numbers as texts. */
final class Numbers {
    private Numbers() {}

    /** With so many decimals and commas between thousands. */
    static String plain(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** A ratio, with two decimals. */
    static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2fx", value);
    }

    /** A number for an axis: 1500 is 1.5k. */
    static String axis(double value) {
        if (value >= 1e6) {
            return trimmed(value / 1e6) + "M";
        }
        return value >= 1e3 ? trimmed(value / 1e3) + "k" : trimmed(value);
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
