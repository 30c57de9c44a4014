package io.paddock.machine;

import io.paddock.tree.StateDigest;
import java.util.HashMap;
import java.util.Map;

/**
 * The last batch decided of each server: so each is applied once, in order, whatever arrives how often. Owned by the apply thread.
 *
 * <p>It is a step ahead of what is published while an entry is, which nobody sees.
 */
final class OriginTable {

    private record Origin(long incarnation, long sequence) {}

    private static final Origin UNKNOWN = new Origin(-1, 0);

    private final Map<Integer, Origin> origins = new HashMap<>();

    /** What is to become of a batch. */
    Decision.Verdict verdictOf(int server, long incarnation, long sequence) {
        Origin last = origins.getOrDefault(server, UNKNOWN);
        if (incarnation < last.incarnation) {
            return Decision.Verdict.OUTDATED;
        }
        long lastSequence = incarnation == last.incarnation ? last.sequence : 0;
        if (sequence <= lastSequence) {
            return Decision.Verdict.DUPLICATE;
        }
        return sequence == lastSequence + 1 ? Decision.Verdict.APPLIED : Decision.Verdict.GAP;
    }

    /** The last batch of a server's incarnation, 0 if there is none. */
    long lastOf(int server, long incarnation) {
        Origin last = origins.getOrDefault(server, UNKNOWN);
        return last.incarnation == incarnation ? last.sequence : 0;
    }

    /** Sets the last batch of a server; how that changes the digest. */
    long advance(int server, long incarnation, long sequence) {
        Origin last = origins.put(server, new Origin(incarnation, sequence));
        long before = last == null ? 0 : StateDigest.ofOrigin(server, last.incarnation, last.sequence);
        return StateDigest.ofOrigin(server, incarnation, sequence) - before;
    }
}
