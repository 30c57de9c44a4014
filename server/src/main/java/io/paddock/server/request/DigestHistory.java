package io.paddock.server.request;

import io.paddock.store.Position;
import java.util.SortedMap;
import java.util.TreeMap;

/** The digests of the state at the last entries, so that servers can be compared at the same index. Guarded by the publish lock. */
public final class DigestHistory {

    /** How many are kept. */
    public static final int LENGTH = 128;

    private final long[] indexes = new long[LENGTH];
    private final long[] digests = new long[LENGTH];
    private int count;

    void add(Position position) {
        int at = count++ % LENGTH;
        indexes[at] = position.index();
        digests[at] = position.digest();
        if (count == 2 * LENGTH) {
            count = LENGTH;
        }
    }

    void clear() {
        count = 0;
    }

    /** The digests by log index. */
    public SortedMap<Long, Long> byIndex() {
        SortedMap<Long, Long> byIndex = new TreeMap<>();
        for (int i = 0; i < Math.min(count, LENGTH); i++) {
            byIndex.put(indexes[i], digests[i]);
        }
        return byIndex;
    }
}
