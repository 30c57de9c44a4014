package io.paddock.cluster.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.cluster.history.Attempt;
import io.paddock.cluster.history.Fate;
import io.paddock.cluster.history.Outcome;
import io.paddock.cluster.history.WriteKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each rule of the checkers, broken by a history made up for it. */
final class HistoryCheckerTest {
    private static final String PARENT = "/s";
    private static final long SESSION = 77;

    @Test
    void aHistoryInWhichAllIsThereBreaksNoRule() {
        List<Attempt> attempts =
                List.of(set(0, 0, "a", 10, 1), set(1, 1, "b", 11, 2), made(2, "x", 12, 0), unknownSet(3, 2, "c"));

        assertThat(check(attempts, node("/r", "b", 2, 1, 11), node("/s/n0000000000", "x", 0, 12, 12)))
                .isEmpty();
        assertThat(check(attempts, node("/r", "c", 3, 1, 13), node("/s/n0000000000", "x", 0, 12, 12)))
                .isEmpty();
    }

    @Test
    void anAcknowledgedSetThatIsLostIsFound() {
        assertThat(check(List.of(set(0, 0, "a", 10, 1), set(1, 1, "b", 11, 2)), node("/r", "a", 1, 1, 10)))
                .anyMatch(rule -> rule.startsWith("was acknowledged and is lost"));
    }

    @Test
    void anAcknowledgedSetThatSomethingElseReplacedIsFound() {
        assertThat(check(List.of(set(0, 0, "a", 10, 1)), node("/r", "b", 1, 1, 10)))
                .anyMatch(rule -> rule.startsWith("was acknowledged but something else is left"));
    }

    @Test
    void aSetDoneTwiceIsFound() {
        assertThat(check(List.of(set(0, 0, "a", 10, 1)), node("/r", "a", 2, 1, 12)))
                .anyMatch(rule -> rule.startsWith("was written by nobody: version 2"));
    }

    @Test
    void aCreateThatIsLostOrDoneTwiceIsFound() {
        List<Attempt> attempts = List.of(made(0, "x", 12, 0), made(1, "y", 13, 1));

        assertThat(check(attempts, node("/s/n0000000000", "x", 0, 12, 12)))
                .anyMatch(rule -> rule.startsWith("was acknowledged and is lost"));
        assertThat(check(
                        attempts,
                        node("/s/n0000000000", "x", 0, 12, 12),
                        node("/s/n0000000001", "y", 0, 13, 13),
                        node("/s/n0000000002", "y", 0, 14, 14)))
                .anyMatch(rule -> rule.startsWith("one create was done twice"));
    }

    @Test
    void aSequenceNumberGivenTwiceIsFound() {
        List<Attempt> attempts = List.of(made(0, "x", 12, 0), unknownCreate(1, "y"));

        assertThat(check(attempts, node("/s/n0000000000", "x", 0, 12, 12), node("/s/m0000000000", "y", 0, 13, 13)))
                .anyMatch(rule -> rule.startsWith("one sequence number was given twice"));
    }

    @Test
    void aCreateOutOfTheClientsOrderIsFound() {
        List<Attempt> attempts = List.of(unknownCreate(0, "x"), made(1, "y", 12, 0));

        assertThat(check(attempts, node("/s/n0000000001", "x", 0, 13, 13), node("/s/n0000000000", "y", 0, 12, 12)))
                .anyMatch(rule -> rule.startsWith("was made out of the client's order"));
    }

    @Test
    void anAnswerWithAnEarlierTransactionThanTheOneBeforeIsFound() {
        assertThat(check(List.of(set(0, 0, "a", 12, 1), set(1, 1, "b", 11, 2)), node("/r", "b", 2, 1, 11)))
                .anyMatch(rule -> rule.startsWith("took effect out of the client's order"))
                .anyMatch(rule -> rule.startsWith("took effect before what was answered earlier"));
    }

    @Test
    void aLostEphemeralAndOneOfAnotherSessionAreFound() {
        Attempt ephemeral = attempt(0, WriteKind.EPHEMERAL, "/e", "x", -1, done("/e", 12, 0));

        assertThat(check(List.of(ephemeral))).anyMatch(rule -> rule.contains("although its session lives"));
        assertThat(check(List.of(ephemeral), new FinalNode("/e", "x", 0, 12, 12, SESSION + 1)))
                .anyMatch(rule -> rule.startsWith("belongs to another session"));
        assertThat(check(List.of(ephemeral), new FinalNode("/e", "x", 0, 12, 12, SESSION)))
                .isEmpty();
    }

    @Test
    void differentDigestsOfOneIndexAreFoundAndEqualOnesOfTheNewestCommonIndexAreGiven() {
        var one = ReplicaChecker.byIndex(Map.of("applied_index", "9", "digest", "aa", "digest.7", "bb"));
        var equal = ReplicaChecker.byIndex(Map.of("applied_index", "8", "digest", "cc", "digest.7", "bb"));
        var other = ReplicaChecker.byIndex(Map.of("applied_index", "9", "digest", "dd"));

        assertThat(ReplicaChecker.newestEqual(List.of(one, equal))).hasValue(7);
        assertThatThrownBy(() -> ReplicaChecker.newestEqual(List.of(one, other)))
                .isInstanceOf(IllegalStateException.class);
    }

    private static List<String> check(List<Attempt> attempts, FinalNode... nodes) {
        TreeMap<String, FinalNode> byPath = new TreeMap<>();
        for (FinalNode node : nodes) {
            byPath.put(node.path(), node);
        }
        return HistoryChecker.check(attempts, new FinalState(byPath, Map.of(0, SESSION)), PARENT);
    }

    private static FinalNode node(String path, String value, int version, long czxid, long mzxid) {
        return new FinalNode(path, value, version, czxid, mzxid, 0);
    }

    private static Attempt set(int number, int expected, String value, long zxid, int version) {
        return attempt(number, WriteKind.REGISTER, "/r", value, expected, done("/r", zxid, version));
    }

    private static Attempt unknownSet(int number, int expected, String value) {
        return attempt(number, WriteKind.REGISTER, "/r", value, expected, Outcome.UNKNOWN);
    }

    private static Attempt made(int number, String value, long zxid, int sequence) {
        return attempt(number, WriteKind.SEQUENCE, "/s/n", value, -1, done("/s/n000000000" + sequence, zxid, 0));
    }

    private static Attempt unknownCreate(int number, String value) {
        return attempt(number, WriteKind.SEQUENCE, "/s/n", value, -1, Outcome.UNKNOWN);
    }

    private static Outcome done(String path, long zxid, int version) {
        return new Outcome(Fate.ACKNOWLEDGED, 0, path, zxid, version, 0);
    }

    /** Attempts are called at 10, 20, 30 and answered, if at all, five later. */
    private static Attempt attempt(
            int number, WriteKind kind, String path, String value, int expected, Outcome outcome) {
        long called = 10L * (number + 1);
        Outcome timed = outcome.fate() == Fate.UNKNOWN
                ? outcome
                : new Outcome(
                        outcome.fate(), outcome.error(), outcome.path(), outcome.zxid(), outcome.version(), called + 5);
        return new Attempt(0, number, kind, path, value, expected, called, timed);
    }
}
