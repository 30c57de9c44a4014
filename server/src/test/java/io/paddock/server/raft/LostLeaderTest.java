package io.paddock.server.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Followers whose leader is gone, or seems to be. No time-out passes within a test, but for a first election that had two candidates. */
@Timeout(300)
class LostLeaderTest {

    private static final RaftTimeouts SILENT = new RaftTimeouts(20_000, 30_000, 50, 400);
    private static final int ASKED_OFTEN = 3;

    @TempDir
    Path directory;

    /** From which server to which. */
    private record Route(int from, int to) {}

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void aLeaderWhoseConnectionsEndAndWhosePortRefusesIsFollowedAtOnce(int voters) throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, voters, 1, LogLimits.USUAL, SILENT).start()) {
            TestNode first = ensemble.leader();
            List<String> written = new ArrayList<>(RaftNodeTest.writeMany(first, "x", 5));
            long term = first.raft().term();

            first.stop();

            TestNode second = ensemble.leader();
            assertThat(second.raft().term()).as("one election was enough").isEqualTo(term + 1);
            assertThat(ensemble.running().stream()
                            .mapToInt(node -> node.raft().promptElections())
                            .sum())
                    .isEqualTo(1);
            written.addAll(RaftNodeTest.writeMany(second, "y", 5));
            ensemble.awaitEverywhere(written);
        }
    }

    @Test
    void oneLeaderAfterTheOtherIsFollowed() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 3, 0, LogLimits.USUAL, SILENT).start()) {
            List<String> written = new ArrayList<>();
            for (int round = 0; round < 4; round++) {
                TestNode leader = ensemble.leader();
                written.addAll(RaftNodeTest.writeMany(leader, "round" + round + "-", 3));
                leader.stop();
                written.addAll(RaftNodeTest.writeMany(ensemble.leader(), "after" + round + "-", 3));
                leader.start(StartMode.FOUNDING);
                ensemble.awaitEverywhere(written);
            }
        }
    }

    @Test
    void aFollowerThatIsCutOffFromALeaderThatOthersHaveDoesNotDeposeIt() throws IOException {
        Map<Route, CuttableWay> ways = new HashMap<>();
        try (TestEnsemble ensemble = TestEnsemble.withBooks(
                        directory, 3, SILENT, (id, members) -> book(ways, id, members))
                .start()) {
            TestNode leader = ensemble.leader();
            TestNode cutOff = ensemble.follower();
            TestNode witness = ensemble.running().stream()
                    .filter(node -> node != leader && node != cutOff)
                    .findFirst()
                    .orElseThrow();
            ensemble.awaitEverywhere(RaftNodeTest.writeMany(leader, "x", 3));
            long term = leader.raft().term();

            ways.get(new Route(leader.id(), cutOff.id())).cut();
            ways.get(new Route(cutOff.id(), leader.id())).cut();

            Wait.until(
                    "the other follower to be asked and to disagree",
                    () -> witness.raft().promptElectionsRefused() >= ASKED_OFTEN);
            assertThat(leader.write("y")).isEqualTo(SubmitOutcome.APPLIED);
            assertThat(List.of(
                            leader.raft().term(),
                            cutOff.raft().term(),
                            witness.raft().term()))
                    .containsOnly(term);
            assertThat(leader.raft().isLeaderReady()).isTrue();
            assertThat(cutOff.raft().promptElections()).isZero();
        } finally {
            for (CuttableWay way : ways.values()) {
                way.close();
            }
        }
    }

    /** What a server believes: its own address, and a way to each of the others. */
    private static List<RaftMember> book(Map<Route, CuttableWay> ways, int id, List<RaftMember> members) {
        return members.stream()
                .map(member -> member.id() == id ? member : behind(ways, id, member))
                .toList();
    }

    private static RaftMember behind(Map<Route, CuttableWay> ways, int from, RaftMember to) {
        try {
            CuttableWay way = new CuttableWay(to.raftPort());
            ways.put(new Route(from, to.id()), way);
            return new RaftMember(to.id(), to.host(), way.port(), to.peerPort(), to.observer(), to.clientAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLeaderThatIsToStopHandsOver() throws Exception {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 3, 1, LogLimits.USUAL, SILENT).start()) {
            TestNode first = ensemble.leader();
            List<String> written = new ArrayList<>(RaftNodeTest.writeMany(first, "x", 5));

            assertThat(first.raft().handOver().toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .isTrue();

            TestNode second = ensemble.leader();
            assertThat(second).isNotSameAs(first);
            first.stop();
            written.addAll(RaftNodeTest.writeMany(second, "y", 5));
            ensemble.awaitEverywhere(written);
        }
    }

    @Test
    void whoDoesNotLeadOrIsAloneHandsNothingOver() throws Exception {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 1, LogLimits.USUAL, SILENT).start()) {
            TestNode leader = ensemble.leader();

            assertThat(leader.raft().handOver().toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .isFalse();
            assertThat(ensemble.node(2).raft().handOver().toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .isFalse();
            assertThat(leader.write("x")).isEqualTo(SubmitOutcome.APPLIED);
        }
    }
}
