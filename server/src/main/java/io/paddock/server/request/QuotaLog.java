package io.paddock.server.request;

import io.paddock.quota.QuotaExcess;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells the operator of limits of quotas that writes go beyond, in ZooKeeper 3.9.5's words, each limit once a minute at most.
 *
 * <p>Owned by the apply thread.
 */
final class QuotaLog {

    static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** So many limits are remembered to be told of; with more, some are told of more often. */
    static final int LIMITS_MAX = 1000;

    private final Consumer<String> lines;
    private final Map<String, Long> toldNanos = new HashMap<>();

    /** @param lines takes each line */
    QuotaLog(Consumer<String> lines) {
        this.lines = lines;
    }

    /** These happened now. */
    void tell(List<QuotaExcess> excesses, long nowNanos) {
        for (QuotaExcess excess : excesses) {
            Long told = toldNanos.get(key(excess));
            if (told == null || nowNanos - told >= QUIET_NANOS) {
                if (toldNanos.size() >= LIMITS_MAX) {
                    toldNanos.clear();
                }
                toldNanos.put(key(excess), nowNanos);
                lines.accept(line(excess));
            }
        }
    }

    private static String key(QuotaExcess excess) {
        return excess.measure() + (excess.isHard() ? " hard " : " soft ") + excess.root();
    }

    private static String line(QuotaExcess excess) {
        String measure = excess.measure().name().toLowerCase(Locale.ROOT);
        String limit = excess.measure() == QuotaExcess.Measure.COUNT ? "CountLimit" : "ByteLimit";
        return "Quota exceeded: " + excess.root() + " [current " + measure + "=" + excess.current() + ", "
                + (excess.isHard() ? "hard" : "soft") + limit + "=" + excess.limit() + "]";
    }
}
