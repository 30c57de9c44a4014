package io.paddock.server.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class RaftNodeTest {

    @TempDir
    Path directory;

    @Test
    void aServerThatIsAloneLeadsAndApplies() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 0, LogLimits.USUAL).start()) {
            TestNode only = ensemble.leader();

            assertThat(only.write("a")).isEqualTo(SubmitOutcome.APPLIED);
            assertThat(only.write("b")).isEqualTo(SubmitOutcome.APPLIED);

            assertThat(only.state().entries()).containsExactly("a", "b");
            Wait.until("the state to be told", () -> only.state().events().contains("ready"));
            assertThat(only.state().events()).containsSubsequence("leader 1", "ready");
            assertThat(only.halts()).isEmpty();
        }
    }

    @Test
    void everyServerAppliesTheSameEntriesInTheSameOrder() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 3, 0, LogLimits.USUAL).start()) {
            List<String> written = writeMany(ensemble.leader(), "x", 200);

            ensemble.awaitEverywhere(written);
        }
    }

    @Test
    void followersHearOfACommitAlsoWhenTheEntryThatWasToTakeTheNewsAlongNeverComes() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 3, 0, LogLimits.USUAL).start()) {
            TestNode leader = ensemble.leader();
            leader.state().expectMore();

            List<String> written = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                assertThat(leader.write("x" + i)).isEqualTo(SubmitOutcome.APPLIED);
                written.add("x" + i);
                ensemble.awaitEverywhere(written);
            }
        }
    }

    @Test
    void aFollowerDoesNotTakeEntries() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 3, 0, LogLimits.USUAL).start()) {
            assertThat(ensemble.follower().write("a")).isEqualTo(SubmitOutcome.NOT_LEADER);
        }
    }

    @Test
    void anotherServerLeadsWhenTheLeaderStopsAndNothingIsLost() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 3, 0, LogLimits.USUAL).start()) {
            TestNode first = ensemble.leader();
            List<String> written = writeMany(first, "x", 50);

            first.stop();
            TestNode second = ensemble.leader();
            written.addAll(writeMany(second, "y", 50));
            first.start(StartMode.FOUNDING);

            ensemble.awaitEverywhere(written);
            assertThat(second.id()).isNotEqualTo(first.id());
        }
    }

    @Test
    void serversThatMovedFindEachOtherWhereTheirFilesSay() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 3, 0, LogLimits.USUAL).start()) {
            List<String> written = writeMany(ensemble.leader(), "x", 20);
            ensemble.awaitEverywhere(written);
            for (TestNode node : ensemble.running()) {
                node.stop();
            }
            ensemble.moved().start();

            written.addAll(writeMany(ensemble.leader(), "y", 20));
            ensemble.awaitEverywhere(written);
        }
    }

    @Test
    void whatIsNoPeerIsHungUpOnAndDisturbsNobody() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 3, 0, LogLimits.USUAL).start()) {
            TestNode leader = ensemble.leader();
            for (byte[] junk : List.of(
                    "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                    new byte[] {0x7f, -1, -1, -1, 1},
                    new byte[] {0, 0, 0, 9, 99, 0, 0, 0, 0, 0, 0, 0, 0},
                    new byte[] {-1, -1, -1, -1})) {
                try (Socket stranger = new Socket(
                        InetAddress.getLoopbackAddress(),
                        leader.settings().self().raftPort())) {
                    stranger.getOutputStream().write(junk);
                    assertThat(stranger.getInputStream().read()).isEqualTo(-1);
                }
            }
            ensemble.awaitEverywhere(writeMany(leader, "x", 20));
            assertThat(leader.halts()).isEmpty();
        }
    }

    /** Its log waited for itself at times, and the process lived on for ever. */
    @Test
    void aRaftThatDoesNotEndIsLeftBehind() throws IOException, InterruptedException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 0, LogLimits.USUAL).start()) {
            TestNode only = ensemble.leader();
            only.state().hold("x");
            CompletableFuture<SubmitOutcome> unused = only.submit("x");
            only.state().awaitHolding();

            assertThatThrownBy(only::stop)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not end within 5 s");

            only.state().release();
        }
    }

    @Test
    void aRestartAppliesAgainOnlyWhatTheStateHasNot() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 0, LogLimits.USUAL).start()) {
            TestNode only = ensemble.leader();
            List<String> written = writeMany(only, "x", 20);
            only.state().persist();
            written.addAll(writeMany(only, "y", 20));

            only.stop();
            only.start(StartMode.FOUNDING);

            assertThat(only.state().entries()).hasSizeLessThan(41).startsWith("x0");
            ensemble.leader();
            ensemble.awaitEverywhere(written);
            assertThat(only.halts()).isEmpty();
        }
    }

    static List<String> writeMany(TestNode leader, String prefix, int count) {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            assertThat(leader.write(prefix + i)).isEqualTo(SubmitOutcome.APPLIED);
            written.add(prefix + i);
        }
        return written;
    }
}
