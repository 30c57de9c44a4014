package io.paddock.server.admin;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/**
 * Which value a part of all values does not exceed. Values below 64 are told exactly, larger ones to within a
 * sixteenth: that is what a fixed number of buckets gives. Any thread may add; threads do not wait for each other.
 */
final class Quantiles {
    private static final int EXACT_BITS = 6;
    private static final int EXACT = 1 << EXACT_BITS;
    private static final int STEP_BITS = 4;
    private static final int STEPS = 1 << STEP_BITS;

    private final LongAdder[] buckets = new LongAdder[EXACT + (Long.SIZE - 1 - EXACT_BITS) * STEPS];

    Quantiles() {
        Arrays.setAll(buckets, index -> new LongAdder());
    }

    void add(long value) {
        buckets[bucketOf(Math.max(0, value))].increment();
    }

    /** The value that this part of all values does not exceed; 0 if there is none. */
    long at(double part) {
        long[] counts = Arrays.stream(buckets).mapToLong(LongAdder::sum).toArray();
        long wanted = (long) Math.ceil(Arrays.stream(counts).sum() * part);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted && counts[i] > 0) {
                return lowestOf(i);
            }
        }
        return 0;
    }

    void reset() {
        for (LongAdder bucket : buckets) {
            bucket.reset();
        }
    }

    private static int bucketOf(long value) {
        if (value < EXACT) {
            return (int) value;
        }
        int highest = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
        int step = (int) (value >>> (highest - STEP_BITS)) & (STEPS - 1);
        return EXACT + (highest - EXACT_BITS) * STEPS + step;
    }

    private static long lowestOf(int bucket) {
        if (bucket < EXACT) {
            return bucket;
        }
        int highest = (bucket - EXACT) / STEPS + EXACT_BITS;
        int step = (bucket - EXACT) % STEPS;
        return (1L << highest) | ((long) step << (highest - STEP_BITS));
    }
}
