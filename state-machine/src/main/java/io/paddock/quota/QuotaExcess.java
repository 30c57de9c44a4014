package io.paddock.quota;

/**
 * A write that goes beyond a limit of its quota.
 *
 * @param root the quota's subtree
 * @param measure what is too much
 * @param current what there would be, or is
 * @param limit what there may be
 * @param isHard whether the write is refused for it
 */
public record QuotaExcess(String root, Measure measure, long current, long limit, boolean isHard) {

    /** What a quota limits. */
    public enum Measure {
        /** Znodes. */
        COUNT,
        /** Bytes of data. */
        BYTES
    }
}
