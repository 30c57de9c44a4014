package io.paddock.server.raft;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A voter's mind about who is to follow a leader that is lost. All voters notice the loss at the same moment; each promises its support to one of
 * them, itself perhaps, so that they do not stand against each other and lose a whole time-out.
 *
 * <p>Nothing rests on a promise but time: who stands is elected by Raft's votes or not at all. It ends by itself, so that one who dies after he got
 * it stands in nobody's way.
 */
final class Succession {

    /** Longer than the answers to a claim are waited for. */
    static final long PROMISE_MS = 500;

    private final int self;

    @GuardedBy("this")
    private Optional<Claim> promised = Optional.empty();

    @GuardedBy("this")
    private long promisedMs;

    /**
     * Somebody wants to follow the leader of a term, of which there is one at most.
     *
     * @param last the end of his log
     */
    record Claim(int candidate, long term, LogPosition last) {

        /** Of two who ask at the same time the one with the longer log is meant, then the one with the lower id. */
        boolean outranks(Claim other) {
            int order = compare(last, other.last);
            return order > 0 || (order == 0 && candidate < other.candidate);
        }
    }

    /**
     * How things look to a voter.
     *
     * @param isFollower whether it neither leads nor stands for election
     * @param leader the leader of the term, as far as known
     * @param last the end of its log
     */
    record View(boolean isFollower, OptionalInt leader, long term, LogPosition last) {}

    Succession(int self) {
        this.self = self;
    }

    /** Why somebody who sees this cannot support the claim, whatever has become of the leader; empty when nothing speaks against it. */
    static Optional<String> objection(Claim claim, View view) {
        if (!view.isFollower()) {
            return Optional.of("this server leads, has no vote, or stands for election");
        }
        if (view.term() != claim.term()) {
            return Optional.of("this server is in term " + view.term() + ", not in " + claim.term());
        }
        if (view.leader().isEmpty()) {
            return Optional.of("this server knows of no leader of term " + claim.term());
        }
        if (compare(view.last(), claim.last()) > 0) {
            return Optional.of("this server's log goes further, to " + view.last());
        }
        return Optional.empty();
    }

    private static int compare(LogPosition left, LogPosition right) {
        int terms = Long.compare(left.term(), right.term());
        return terms != 0 ? terms : Long.compare(left.index(), right.index());
    }

    /** Promises to support the claim, this server's own or another's; false when another one has the promise. */
    synchronized boolean promise(Claim claim, long nowMs) {
        boolean isFree = promised.isEmpty() || nowMs - promisedMs > PROMISE_MS;
        if (!isFree && !yieldsTo(promised.get(), claim)) {
            return false;
        }
        promised = Optional.of(claim);
        promisedMs = nowMs;
        return true;
    }

    private boolean yieldsTo(Claim held, Claim claim) {
        return held.candidate() == claim.candidate()
                || held.term() != claim.term()
                || (held.candidate() == self && claim.outranks(held));
    }

    /** Whether the claim, this server's own, has its promise still: another one may have been the better. */
    synchronized boolean holds(Claim claim, long nowMs) {
        return promised.equals(Optional.of(claim)) && nowMs - promisedMs <= PROMISE_MS;
    }
}
