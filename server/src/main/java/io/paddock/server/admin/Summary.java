package io.paddock.server.admin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * Average, minimum, maximum, count and sum of whole numbers, as ZooKeeper computes them.
 *
 * <p>Any thread may add; threads do not wait for each other. Values added while another thread reads or resets may
 * count in one figure and not yet in another.
 */
public final class Summary {
    private static final int AVERAGE_DIGITS = 4;

    private final LongAdder count = new LongAdder();
    private final LongAdder sum = new LongAdder();
    private final LongAccumulator min = new LongAccumulator(Math::min, Long.MAX_VALUE);
    private final LongAccumulator max = new LongAccumulator(Math::max, Long.MIN_VALUE);

    /** Counts one value. */
    public void add(long value) {
        count.increment();
        sum.add(value);
        min.accumulate(value);
        max.accumulate(value);
    }

    /** How many values were added. */
    public long count() {
        return count.sum();
    }

    /** What they add up to. */
    public long sum() {
        return sum.sum();
    }

    /** The smallest; 0 if there is none. */
    public long min() {
        long value = min.get();
        return value == Long.MAX_VALUE ? 0 : value;
    }

    /** The largest; 0 if there is none. */
    public long max() {
        long value = max.get();
        return value == Long.MIN_VALUE ? 0 : value;
    }

    /** The average to four digits after the point, halves rounded up; 0 if there is none. */
    public double average() {
        long values = count.sum();
        if (values == 0) {
            return 0;
        }
        return BigDecimal.valueOf(sum.sum() / (double) values)
                .setScale(AVERAGE_DIGITS, RoundingMode.HALF_UP)
                .doubleValue();
    }

    /** Forgets everything. */
    public void reset() {
        count.reset();
        sum.reset();
        min.reset();
        max.reset();
    }
}
