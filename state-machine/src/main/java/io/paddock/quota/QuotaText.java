package io.paddock.quota;

import io.paddock.tree.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The text in the znodes of a quota: {@code count=N,bytes=M}, and after {@code =} more pairs, each with a semicolon before it. Numbers not
 * given are -1. Immutable.
 */
public final class QuotaText {

    /** Nothing limited, nothing counted. */
    public static final QuotaText UNSET = new QuotaText(-1, -1, new TreeMap<>());

    private static final String COUNT = "count";
    private static final String BYTES = "bytes";
    private static final String COUNT_HARD = "countHardLimit";
    private static final String BYTES_HARD = "byteHardLimit";
    private static final int DIGITS_MAX = 18;

    private final long count;
    private final long bytes;
    private final SortedMap<String, Long> others;

    private QuotaText(long count, long bytes, SortedMap<String, Long> others) {
        this.count = count;
        this.bytes = bytes;
        this.others = others;
    }

    /** A usage of so many znodes and bytes. */
    public static QuotaText usage(long count, long bytes) {
        return new QuotaText(count, bytes, new TreeMap<>());
    }

    /** What {@code data} says; what is no pair of a name and a number is passed over, on which ZooKeeper 3.9.5 would fail. */
    public static QuotaText parse(Bytes data) {
        String text = new String(data.array(), StandardCharsets.UTF_8);
        long count = -1;
        long bytes = -1;
        SortedMap<String, Long> others = new TreeMap<>();
        int from = 0;
        while (from < text.length()) {
            int to = endOfPair(text, from);
            int equals = text.indexOf('=', from);
            if (equals >= 0 && equals < to) {
                String name = text.substring(from, equals);
                int end = text.indexOf('=', equals + 1);
                String value = text.substring(equals + 1, end < 0 || end > to ? to : end);
                if (isNumber(value)) {
                    long number = value.isEmpty() ? -1 : Long.parseLong(value);
                    switch (name) {
                        case COUNT -> count = number;
                        case BYTES -> bytes = number;
                        default -> others.put(name, number);
                    }
                }
            }
            from = to + 1;
        }
        return new QuotaText(count, bytes, others);
    }

    private static int endOfPair(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ';') {
            at++;
        }
        return at;
    }

    private static boolean isNumber(String value) {
        int digits = value.startsWith("-") ? 1 : 0;
        if (value.length() == digits) {
            return digits == 0;
        }
        for (int i = digits; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return value.length() - digits <= DIGITS_MAX;
    }

    /** Znodes: the soft limit, or those there are. */
    public long count() {
        return count;
    }

    /** Bytes of data: the soft limit, or those there are. */
    public long bytes() {
        return bytes;
    }

    /** The hard limit of znodes. */
    public long countHardLimit() {
        return others.getOrDefault(COUNT_HARD, -1L);
    }

    /** The hard limit of bytes of data. */
    public long bytesHardLimit() {
        return others.getOrDefault(BYTES_HARD, -1L);
    }

    /** This usage, after some znodes and bytes more. */
    public QuotaText plus(long moreCount, long moreBytes) {
        return new QuotaText(count + moreCount, bytes + moreBytes, others);
    }

    /** The text as ZooKeeper 3.9.5 writes it. */
    public Bytes toBytes() {
        return Bytes.of(toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuotaText text
                && count == text.count
                && bytes == text.bytes
                && others.equals(text.others);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(count * 31 + bytes) * 31 + others.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("count=").append(count).append(",bytes=").append(bytes);
        if (!others.isEmpty()) {
            text.append('=');
        }
        for (Map.Entry<String, Long> pair : others.entrySet()) {
            text.append(';').append(pair.getKey()).append('=').append(pair.getValue());
        }
        return text.toString();
    }
}
