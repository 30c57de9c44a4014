package io.paddock.server.admin;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;

/** The last, smallest and largest of many sizes; -1 where there was none. Any thread may call; none waits. */
public final class Sizes {
    private static final int NONE = -1;

    private final LongAccumulator min = new LongAccumulator(Math::min, Long.MAX_VALUE);
    private final LongAccumulator max = new LongAccumulator(Math::max, NONE);
    private final AtomicLong last = new AtomicLong(NONE);

    /** Counts one size. */
    public void add(long bytes) {
        last.lazySet(bytes);
        min.accumulate(bytes);
        max.accumulate(bytes);
    }

    long last() {
        return last.get();
    }

    long min() {
        long value = min.get();
        return value == Long.MAX_VALUE ? NONE : value;
    }

    long max() {
        return max.get();
    }

    void reset() {
        last.set(NONE);
        min.reset();
        max.reset();
    }

    /** {@code last/min/max}. */
    @Override
    public String toString() {
        return last() + "/" + min() + "/" + max();
    }
}
