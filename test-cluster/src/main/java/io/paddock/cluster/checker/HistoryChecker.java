package io.paddock.cluster.checker;

import io.paddock.cluster.history.Attempt;
import io.paddock.cluster.history.Fate;
import io.paddock.cluster.history.WriteKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares a history with the state that is left: every acknowledged write is there exactly once, the writes of each
 * client took effect in its order, no write was done twice, and no sequence number was given twice. Owned by one
 * thread; used once.
 */
public final class HistoryChecker {
    private static final int SEQUENCE_DIGITS = 10;

    private final List<Attempt> attempts;
    private final FinalState state;
    private final List<String> broken = new ArrayList<>();

    private HistoryChecker(List<Attempt> attempts, FinalState state) {
        this.attempts = attempts;
        this.state = state;
    }

    /**
     * The rules broken, in words; none when all is well.
     *
     * @param attempts client by client in the order of asking
     * @param state what is left
     * @param sequenceParent the parent of all {@link WriteKind#SEQUENCE} nodes, which has no other children
     */
    public static List<String> check(List<Attempt> attempts, FinalState state, String sequenceParent) {
        HistoryChecker checker = new HistoryChecker(List.copyOf(attempts), state);
        checker.checkOrderOfEachClient();
        checker.checkOrderInTime();
        checker.byPath(WriteKind.REGISTER).forEach(checker::checkVersions);
        checker.byPath(WriteKind.PAIR).forEach(checker::checkVersions);
        checker.byPath(WriteKind.COUNTER).forEach(checker::checkVersions);
        checker.checkSequence(sequenceParent);
        checker.checkEphemerals();
        return List.copyOf(checker.broken);
    }

    /** What a client asked for later never took effect earlier, as far as answers tell. */
    private void checkOrderOfEachClient() {
        Map<Integer, Attempt> last = new HashMap<>();
        for (Attempt attempt : attempts) {
            if (!attempt.isAcknowledged() || attempt.outcome().zxid() == 0) {
                continue;
            }
            Attempt before = last.put(attempt.client(), attempt);
            if (before != null && before.outcome().zxid() >= attempt.outcome().zxid()) {
                broken.add("took effect out of the client's order: " + before + " and then " + attempt);
            }
        }
    }

    /** What was answered before something else was asked took effect before it, whoever asked. */
    private void checkOrderInTime() {
        List<Attempt> known = attempts.stream()
                .filter(Attempt::isAcknowledged)
                .filter(attempt -> attempt.outcome().zxid() != 0)
                .sorted(Comparator.comparingLong(Attempt::calledNanos))
                .toList();
        PriorityQueue<Attempt> pending = new PriorityQueue<>(
                Comparator.comparingLong(attempt -> attempt.outcome().answeredNanos()));
        Optional<Attempt> latest = Optional.empty();
        for (Attempt attempt : known) {
            while (!pending.isEmpty() && pending.peek().outcome().answeredNanos() < attempt.calledNanos()) {
                Attempt answered = pending.remove();
                if (latest.isEmpty()
                        || latest.get().outcome().zxid() < answered.outcome().zxid()) {
                    latest = Optional.of(answered);
                }
            }
            if (latest.isPresent()
                    && latest.get().outcome().zxid() >= attempt.outcome().zxid()) {
                broken.add("took effect before what was answered earlier: " + attempt + " before " + latest.get());
            }
            pending.add(attempt);
        }
    }

    private Map<String, List<Attempt>> byPath(WriteKind kind) {
        Map<String, List<Attempt>> byPath = new TreeMap<>();
        attempts.stream()
                .filter(attempt -> attempt.kind() == kind)
                .forEach(attempt -> byPath.computeIfAbsent(attempt.path(), unused -> new ArrayList<>())
                        .add(attempt));
        return byPath;
    }

    /** Every version of a node was made by exactly one write that expected the one before it. */
    private void checkVersions(String path, List<Attempt> writes) {
        Optional<FinalNode> found = state.node(path);
        if (found.isEmpty()) {
            broken.add("is gone: " + path);
            return;
        }
        Map<Integer, Attempt> makers = new HashMap<>();
        for (Attempt write : writes) {
            if (write.isAcknowledged()) {
                checkAcknowledgedVersion(write, found.get(), makers);
            }
        }
        Set<Integer> expectedVersions = writes.stream()
                .filter(Attempt::mayBeDone)
                .map(Attempt::expectedVersion)
                .collect(Collectors.toSet());
        for (int version = 1; version <= found.get().version(); version++) {
            if (!expectedVersions.contains(version - 1)) {
                broken.add("was written by nobody: version " + version + " of " + path);
            }
        }
        checkLastVersion(
                found.get(), writes, Optional.ofNullable(makers.get(found.get().version())));
    }

    private void checkAcknowledgedVersion(Attempt write, FinalNode node, Map<Integer, Attempt> makers) {
        int version = write.expectedVersion() + 1;
        if (write.outcome().version() != version) {
            broken.add("took effect on another version than the expected one: " + write);
        }
        Attempt other = makers.put(version, write);
        if (other != null) {
            broken.add("one version was made twice: " + other + " and " + write);
        }
        if (version > node.version()) {
            broken.add("was acknowledged and is lost: " + write + ", left is " + node);
        }
    }

    private void checkLastVersion(FinalNode node, List<Attempt> writes, Optional<Attempt> acknowledged) {
        boolean isAnyOnes = node.version() == 0
                || writes.stream()
                        .anyMatch(write -> write.mayBeDone()
                                && write.expectedVersion() == node.version() - 1
                                && write.value().equals(node.value()));
        if (!isAnyOnes) {
            broken.add("nobody wrote the value that is left: " + node);
        }
        if (acknowledged.isPresent()
                && (!acknowledged.get().value().equals(node.value())
                        || acknowledged.get().outcome().zxid() != node.mzxid())) {
            broken.add("was acknowledged but something else is left: " + acknowledged.get() + ", left is " + node);
        }
    }

    private void checkSequence(String parent) {
        Map<String, FinalNode> byValue = new HashMap<>();
        Map<Long, FinalNode> byNumber = new TreeMap<>();
        List<FinalNode> children = state.children(parent);
        for (FinalNode node : children) {
            FinalNode same = byValue.put(node.value(), node);
            if (same != null) {
                broken.add("one create was done twice: " + same + " and " + node);
            }
            FinalNode sameNumber = byNumber.put(number(node.path()), node);
            if (sameNumber != null) {
                broken.add("one sequence number was given twice: " + sameNumber + " and " + node);
            }
        }
        for (long number = 0; number < children.size(); number++) {
            if (!byNumber.containsKey(number)) {
                broken.add(String.format(Locale.ROOT, "no node of %s has the sequence number %d", parent, number));
            }
        }
        checkSequenceAttempts(byValue);
    }

    private void checkSequenceAttempts(Map<String, FinalNode> byValue) {
        Map<String, FinalNode> unclaimed = new TreeMap<>(byValue);
        Map<Integer, FinalNode> last = new HashMap<>();
        for (Attempt attempt : attempts) {
            if (attempt.kind() != WriteKind.SEQUENCE) {
                continue;
            }
            FinalNode node = byValue.get(attempt.value());
            if (node == null) {
                if (attempt.isAcknowledged()) {
                    broken.add("was acknowledged and is lost: " + attempt);
                }
                continue;
            }
            unclaimed.remove(attempt.value());
            checkSequenceNode(attempt, node);
            FinalNode before = last.put(attempt.client(), node);
            if (before != null && (before.czxid() >= node.czxid() || number(before.path()) >= number(node.path()))) {
                broken.add("was made out of the client's order: " + before + " and then " + node);
            }
        }
        unclaimed.values().forEach(node -> broken.add("nobody asked for this node: " + node));
    }

    private void checkSequenceNode(Attempt attempt, FinalNode node) {
        if (!attempt.mayBeDone()) {
            broken.add("was refused and done all the same: " + attempt + ", left is " + node);
        }
        boolean isAsAnswered = node.path().equals(attempt.outcome().path())
                && node.czxid() == attempt.outcome().zxid();
        if (attempt.isAcknowledged() && !isAsAnswered) {
            broken.add("was answered with another node: " + attempt + ", left is " + node);
        }
    }

    private static long number(String path) {
        return Long.parseLong(path.substring(path.length() - SEQUENCE_DIGITS));
    }

    private void checkEphemerals() {
        Map<String, Attempt> removals = new HashMap<>();
        attempts.stream()
                .filter(attempt -> attempt.kind() == WriteKind.REMOVAL && attempt.mayBeDone())
                .forEach(attempt ->
                        removals.merge(attempt.path(), attempt, (one, other) -> one.isAcknowledged() ? one : other));
        for (Attempt attempt : attempts) {
            if (attempt.kind() == WriteKind.EPHEMERAL) {
                checkEphemeral(attempt, Optional.ofNullable(removals.get(attempt.path())));
            }
        }
    }

    private void checkEphemeral(Attempt attempt, Optional<Attempt> removal) {
        Optional<FinalNode> node = state.node(attempt.path());
        Optional<Long> session = Optional.ofNullable(state.sessions().get(attempt.client()));
        boolean isMissing = attempt.isAcknowledged() && removal.isEmpty() && session.isPresent() && node.isEmpty();
        if (isMissing) {
            broken.add("was acknowledged and is lost although its session lives: " + attempt);
        }
        if (node.isPresent() && removal.filter(Attempt::isAcknowledged).isPresent()) {
            broken.add("was deleted and is there: " + node.get() + " after " + removal.get());
        }
        if (node.isPresent() && attempt.outcome().fate() == Fate.REFUSED) {
            broken.add("was refused and done all the same: " + attempt);
        }
        if (node.isPresent() && !Optional.of(node.get().ephemeralOwner()).equals(session)) {
            broken.add("belongs to another session than that of its client, " + session + ": " + node.get());
        }
    }
}
