package io.paddock.cluster.bench;

import java.util.Locale;

/** Whole numbers as people write them: 100, 10k, 1m. */
final class Amount {
    private static final int THOUSAND = 1000;
    private static final int BINARY_THOUSAND = 1024;

    private Amount() {}

    /** A count: a k is a thousand. */
    static int count(String text, int min, String what) {
        return number(text, THOUSAND, min, what);
    }

    /** A number of bytes: a k is 1024. */
    static int bytes(String text, int min, String what) {
        return number(text, BINARY_THOUSAND, min, what);
    }

    private static int number(String text, int thousand, int min, String what) {
        String digits = text.toLowerCase(Locale.ROOT);
        long factor = 1;
        if (digits.endsWith("k")) {
            factor = thousand;
        } else if (digits.endsWith("m")) {
            factor = (long) thousand * thousand;
        }
        if (factor > 1) {
            digits = digits.substring(0, digits.length() - 1);
        }
        if (!digits.matches("\\d{1,9}")) {
            throw new UsageException(what + " must be a number, not '" + text + "'");
        }
        long number = Long.parseLong(digits) * factor;
        if (number < min || number > Integer.MAX_VALUE) {
            throw new UsageException(what + " must be " + min + " or more, and below 2^31, not " + text);
        }
        return (int) number;
    }
}
