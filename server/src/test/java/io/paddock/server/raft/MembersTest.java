package io.paddock.server.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class MembersTest {

    /** Nothing but PromptLogAppender can tell a follower of a commit within the deadline: heartbeats come every ten minutes. */
    private static final RaftTimeouts SILENT = new RaftTimeouts(1_200_000, 1_300_000, 50, 100);

    @TempDir
    Path directory;

    @Test
    void aFollowerLearnsOfACommitWithoutAHeartbeatOrAnotherEntry() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 1, LogLimits.USUAL, SILENT).start()) {
            Wait.until("the only voter to lead", () -> ensemble.node(1).raft().isLeaderReady());

            List<String> written = RaftNodeTest.writeMany(ensemble.node(1), "x", 1);

            ensemble.awaitEverywhere(written);
        }
    }

    @Test
    void aFollowerThatNobodyListensToLearnsOfItTooALittleLater() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 1, LogLimits.USUAL, SILENT).start()) {
            Wait.until("the only voter to lead", () -> ensemble.node(1).raft().isLeaderReady());
            ensemble.node(2).state().loseAudience();

            List<String> written = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                written.addAll(RaftNodeTest.writeMany(ensemble.node(1), "x" + i, 1));
                ensemble.awaitEverywhere(written);
            }
        }
    }

    @Test
    void anObserverAppliesAndHasNoVote() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 1, LogLimits.USUAL).start()) {
            List<String> written = RaftNodeTest.writeMany(ensemble.leader(), "x", 20);

            ensemble.awaitEverywhere(written);

            assertThat(ensemble.node(2).raft().status().role()).isEqualTo(RaftRole.OBSERVER);
            assertThat(ensemble.node(1).raft().status().peers()).singleElement().satisfies(peer -> {
                assertThat(peer.id()).isEqualTo(2);
                assertThat(peer.observer()).isTrue();
            });
            assertThat(ensemble.node(2).raft().members()).isEqualTo(ensemble.members());
        }
    }

    @Test
    void aServerIsAddedAndAnotherRemoved() throws Exception {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 3, 0, LogLimits.USUAL).start()) {
            List<String> written = new ArrayList<>(RaftNodeTest.writeMany(ensemble.leader(), "x", 20));
            RaftMember four = TestEnsemble.member(4, false);
            TestNode added = ensemble.startJoining(four);
            List<RaftMember> more = new ArrayList<>(ensemble.members());
            more.add(four);

            change(ensemble, ensemble.members(), more);
            written.addAll(RaftNodeTest.writeMany(ensemble.leader(), "y", 20));
            ensemble.awaitEverywhere(written);
            assertThat(added.raft().members()).isEqualTo(more);
            Wait.until("the state to be told", () -> added.state().members().equals(more));

            TestNode removed = ensemble.follower();
            List<RaftMember> fewer =
                    more.stream().filter(m -> m.id() != removed.id()).toList();
            change(ensemble, more, fewer);

            removed.stop();
            written.addAll(RaftNodeTest.writeMany(ensemble.leader(), "z", 20));
            ensemble.awaitEverywhere(written);
            assertThat(ensemble.leader().raft().members()).isEqualTo(fewer);
        }
    }

    @Test
    void anObserverIsAddedAndGetsAVote() throws Exception {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 2, 0, LogLimits.USUAL).start()) {
            List<String> written = new ArrayList<>(RaftNodeTest.writeMany(ensemble.leader(), "x", 5));
            RaftMember observer = TestEnsemble.member(3, true);
            ensemble.startJoining(observer);
            List<RaftMember> withObserver = new ArrayList<>(ensemble.members());
            withObserver.add(observer);
            List<RaftMember> withVoter = new ArrayList<>(ensemble.members());
            withVoter.add(new RaftMember(
                    3, observer.host(), observer.raftPort(), observer.peerPort(), false, observer.clientAddress()));

            change(ensemble, ensemble.members(), withObserver);
            ensemble.awaitEverywhere(written);
            Wait.until("the observer to know its role", () -> isObserver(ensemble.node(3)));
            change(ensemble, withObserver, withVoter);

            written.addAll(RaftNodeTest.writeMany(ensemble.leader(), "y", 5));
            ensemble.awaitEverywhere(written);
            assertThat(ensemble.leader().raft().members()).isEqualTo(withVoter);
        }
    }

    @Test
    void aVoterThatBecomesAnObserverOutlivesTheLeader() throws Exception {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 3, 0, LogLimits.USUAL).start()) {
            TestNode first = ensemble.leader();
            TestNode demoted = ensemble.follower();
            List<String> written = new ArrayList<>(RaftNodeTest.writeMany(first, "x", 5));
            List<RaftMember> wanted = ensemble.members().stream()
                    .map(m -> new RaftMember(
                            m.id(), m.host(), m.raftPort(), m.peerPort(), m.id() == demoted.id(), m.clientAddress()))
                    .toList();

            change(ensemble, ensemble.members(), wanted);
            Wait.until("the observer to know its role", () -> isObserver(demoted));
            assertThat(first.raft()
                            .transferLeadership(otherVoter(first, demoted))
                            .toCompletableFuture()
                            .get(60, TimeUnit.SECONDS))
                    .isTrue();

            TestNode second = ensemble.leader();
            assertThat(second).isNotSameAs(first).isNotSameAs(demoted);
            written.addAll(RaftNodeTest.writeMany(second, "y", 5));
            ensemble.awaitEverywhere(written);
            assertThat(demoted.halts()).isEmpty();
        }
    }

    @Test
    void aRemovedServerRunsOnOutsideAndIsAddedAgain() throws Exception {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 3, 0, LogLimits.USUAL).start()) {
            List<String> written = new ArrayList<>(RaftNodeTest.writeMany(ensemble.leader(), "x", 5));
            TestNode removed = ensemble.follower();
            List<RaftMember> fewer = without(ensemble.members(), removed);

            change(ensemble, ensemble.members(), fewer);
            Wait.until(
                    "the removed server to know it",
                    () -> !removed.raft().isMember() && removed.raft().leader().isEmpty());
            written.addAll(RaftNodeTest.writeMany(ensemble.leading(), "y", 5));
            change(ensemble, fewer, ensemble.members());

            written.addAll(RaftNodeTest.writeMany(ensemble.leading(), "z", 5));
            ensemble.awaitEverywhere(written);
            assertThat(removed.halts()).isEmpty();
            assertThat(removed.raft().isMember()).isTrue();
        }
    }

    @Test
    void aServerThatWasRemovedWhileItWasDownStandsAsideAndIsAddedAgain() throws Exception {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 3, 0, LogLimits.USUAL).start()) {
            List<String> written = new ArrayList<>(RaftNodeTest.writeMany(ensemble.leader(), "x", 5));
            TestNode removed = ensemble.follower();
            List<RaftMember> fewer = without(ensemble.members(), removed);
            removed.stop();
            change(ensemble, ensemble.members(), fewer);
            removed.setSaidToBeRemoved(true);

            removed.start(StartMode.FOUNDING);
            Wait.until("the removed server to be told", () -> !removed.raft().isMember());
            written.addAll(RaftNodeTest.writeMany(ensemble.leading(), "y", 5));
            change(ensemble, fewer, ensemble.members());

            written.addAll(RaftNodeTest.writeMany(ensemble.leading(), "z", 5));
            ensemble.awaitEverywhere(written);
            assertThat(removed.halts()).isEmpty();
            Wait.until("it is a member again", () -> removed.raft().isMember());
        }
    }

    @Test
    void anObserverThatHearsNothingKnowsNoLeader() throws Exception {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 1, LogLimits.USUAL).start()) {
            ensemble.awaitEverywhere(RaftNodeTest.writeMany(ensemble.leader(), "x", 1));

            ensemble.node(1).stop();

            Wait.until(
                    "the observer to forget the leader",
                    () -> ensemble.node(2).raft().leader().isEmpty());
        }
    }

    private static List<RaftMember> without(List<RaftMember> members, TestNode removed) {
        return members.stream().filter(m -> m.id() != removed.id()).toList();
    }

    private static int otherVoter(TestNode first, TestNode demoted) {
        return 6 - first.id() - demoted.id();
    }

    private static boolean isObserver(TestNode node) {
        return node.raft().status().role() == RaftRole.OBSERVER;
    }

    @Test
    void theLeaderKeepsItsVote() throws Exception {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 1, LogLimits.USUAL).start()) {
            RaftMember one = ensemble.members().get(0);
            RaftMember demoted =
                    new RaftMember(1, one.host(), one.raftPort(), one.peerPort(), true, one.clientAddress());

            assertThat(set(ensemble.leader(), ensemble.members(), List.of(demoted)))
                    .isEqualTo(MembersOutcome.REFUSED);
        }
    }

    @Test
    void aChangeOfOtherMembersThanExpectedIsRefused() throws Exception {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 3, 0, LogLimits.USUAL).start()) {
            List<RaftMember> fewer = ensemble.members().subList(0, 2);

            MembersOutcome outcome = set(ensemble.leader(), fewer, ensemble.members());

            assertThat(outcome).isEqualTo(MembersOutcome.NOT_AS_EXPECTED);
        }
    }

    @Test
    void anAddressOfAMemberCannotBeChanged() throws Exception {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 0, LogLimits.USUAL).start()) {
            RaftMember moved = TestEnsemble.member(1, false);

            assertThat(set(ensemble.leader(), ensemble.members(), List.of(moved)))
                    .isEqualTo(MembersOutcome.REFUSED);
        }
    }

    @Test
    void aLeaderThatStepsDownLeadsAgainInANewTermWhenItIsAlone() throws Exception {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 0, LogLimits.USUAL).start()) {
            TestNode only = ensemble.leader();
            long term = only.raft().term();

            assertThat(only.raft().stepDown().toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .isTrue();

            Wait.until(
                    "the next term",
                    () -> only.raft().isLeaderReady() && only.raft().term() > term);
            assertThat(only.write("a")).isEqualTo(SubmitOutcome.APPLIED);
            Wait.until(
                    "the state to be told",
                    () -> only.state().events().stream().filter("ready"::equals).count() == 2);
            assertThat(only.state().events()).containsSubsequence("ready", "lost", "ready");
        }
    }

    /** A leader that is new, or busy, is asked again. */
    private static void change(TestEnsemble ensemble, List<RaftMember> expected, List<RaftMember> wanted) {
        Wait.until("the members to change", () -> {
            TestNode leader = ensemble.leading();
            return set(leader, expected, wanted) == MembersOutcome.CHANGED
                    || leader.raft().members().equals(wanted);
        });
    }

    private static MembersOutcome set(TestNode leader, List<RaftMember> expected, List<RaftMember> wanted) {
        try {
            return leader.raft()
                    .setMembers(expected, wanted)
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no outcome", e);
        }
    }
}
