package io.paddock.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.server.raft.Wait;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PeerChannelTest {

    @TempDir
    Path directory;

    private final Map<Integer, PeerAddress> all = TestPeer.addresses(3);

    @Test
    void batchesArriveInTheOrderInWhichTheyWereSent() throws IOException {
        try (TestPeer leader = TestPeer.start(1, all, directory);
                TestPeer follower = TestPeer.start(2, all, directory)) {
            follow(follower, 1);

            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                assertThat(follower.channel().send(bytes("b" + i))).isTrue();
                expected.add("batch 2 b" + i);
            }

            Wait.until("all batches", () -> leader.events().size() == 500);
            assertThat(leader.events()).isEqualTo(expected);
        }
    }

    @Test
    void aLargeBatchArrives() throws IOException {
        try (TestPeer leader = TestPeer.start(1, all, directory);
                TestPeer follower = TestPeer.start(2, all, directory)) {
            follow(follower, 1);
            String large = "x".repeat(20_000_000);

            assertThat(follower.channel().send(bytes(large))).isTrue();

            Wait.until("the batch", () -> !leader.events().isEmpty());
            assertThat(leader.events().get(0)).hasSize(large.length() + "batch 2 ".length());
        }
    }

    @Test
    void theSenderIsToldWhenABatchWentToOneWhoDoesNotLead() throws IOException {
        try (TestPeer leader = TestPeer.start(1, all, directory);
                TestPeer follower = TestPeer.start(2, all, directory)) {
            leader.leads(false);
            follow(follower, 1);

            follower.channel().send(bytes("a"));

            Wait.until("the answer", () -> follower.events().contains("not leader 1"));
        }
    }

    @Test
    void withoutALeaderNothingIsSent() throws IOException {
        try (TestPeer follower = TestPeer.start(2, all, directory)) {
            assertThat(follower.channel().send(bytes("a"))).isFalse();
        }
    }

    @Test
    void theConnectionIsMadeAgainWhenTheLeaderComesBack() throws IOException {
        try (TestPeer follower = TestPeer.start(2, all, directory)) {
            try (TestPeer leader = TestPeer.start(1, all, directory)) {
                follow(follower, 1);
                assertThat(leader.halts()).isEmpty();
            }
            Wait.until("the break", () -> follower.events().contains("down 1"));
            try (TestPeer again = TestPeer.start(1, all, directory)) {
                Wait.until("the second connection", () -> follower.events().equals(List.of("up 1", "down 1", "up 1")));

                assertThat(follower.channel().send(bytes("a"))).isTrue();
                Wait.until("the batch", () -> again.events().contains("batch 2 a"));
            }
        }
    }

    @Test
    void aNewLeaderGetsTheConnection() throws IOException {
        try (TestPeer one = TestPeer.start(1, all, directory);
                TestPeer two = TestPeer.start(2, all, directory);
                TestPeer three = TestPeer.start(3, all, directory)) {
            follow(two, 1);

            follow(two, 3);
            two.channel().send(bytes("a"));

            Wait.until("the batch", () -> three.events().contains("batch 2 a"));
            assertThat(two.events()).containsExactly("up 1", "down 1", "up 3");
            assertThat(one.events()).isEmpty();
        }
    }

    @Test
    void sessionReportsAndStatusGoThrough() throws IOException {
        try (TestPeer leader = TestPeer.start(1, all, directory);
                TestPeer follower = TestPeer.start(2, all, directory)) {
            follow(follower, 1);
            SessionReport report = new SessionReport(4, List.of(new SessionReport.Heard(17, 1)));

            assertThat(follower.channel().report(report)).isTrue();

            Wait.until("the report", () -> leader.events().contains("report 2 " + report));
            assertThat(follower.channel().status(1).toCompletableFuture().join())
                    .isEqualTo(bytes("fine"));
        }
    }

    @Test
    void aChangeOfMembersIsAskedForAndAnswered() throws IOException {
        try (TestPeer leader = TestPeer.start(1, all, directory);
                TestPeer follower = TestPeer.start(2, all, directory)) {
            byte[] answer = follower.channel()
                    .requestChange(1, bytes("please"))
                    .toCompletableFuture()
                    .join();

            assertThat(answer).isEqualTo(bytes("changed"));
            assertThat(leader.events()).containsExactly("change 2 please");
        }
    }

    @Test
    void aServerIsFoundWhereItIsAndNowhereElse() throws IOException {
        try (TestPeer one = TestPeer.start(1, all, directory);
                TestPeer two = TestPeer.start(2, all, directory)) {
            assertThat(isThere(one, 2, all.get(2))).isTrue();
            assertThat(isThere(one, 3, all.get(2))).isFalse();
            assertThat(isThere(one, 3, all.get(3))).isFalse();
            assertThat(two.halts()).isEmpty();
        }
    }

    private static boolean isThere(TestPeer asking, int server, PeerAddress address) {
        return asking.channel().isThere(server, address).toCompletableFuture().join();
    }

    @Test
    void aServerIsRemovedWhenTheOthersSaySo() throws IOException {
        try (TestPeer one = TestPeer.start(1, all, directory);
                TestPeer two = TestPeer.start(2, all, directory);
                TestPeer three = TestPeer.start(3, all, directory)) {
            assertThat(three.channel().saysRemoved()).isFalse();
            one.standing(Standing.STRANGER);
            assertThat(three.channel().saysRemoved()).isTrue();
            two.standing(Standing.MEMBER);
            assertThat(three.channel().saysRemoved()).isFalse();
        }
    }

    @Test
    void aServerOfAnotherEnsembleIsRefused() throws IOException {
        try (TestPeer one = TestPeer.start(1, all, directory);
                TestPeer stranger = TestPeer.start(TestPeer.settings(2, "other", all), directory, 1)) {
            assertThatThrownBy(() ->
                            stranger.channel().status(1).toCompletableFuture().join())
                    .hasMessageContaining("this is the ensemble test, not other");
            assertThat(one.events()).isEmpty();
        }
    }

    @Test
    void aServerThatIsNotWhereItShouldBeIsNotedAndNotUsed() throws IOException {
        Map<Integer, PeerAddress> mixedUp = Map.of(1, all.get(3), 2, all.get(2), 3, all.get(1));
        try (TestPeer three = TestPeer.start(3, all, directory);
                TestPeer two = TestPeer.start(TestPeer.settings(2, "test", mixedUp), directory, 1)) {
            assertThatThrownBy(
                            () -> two.channel().status(1).toCompletableFuture().join())
                    .hasMessageContaining("expected server 1 but found server 3");
            assertThat(three.events()).isEmpty();
        }
    }

    private static void follow(TestPeer follower, int leader) {
        follower.channel().follow(OptionalInt.of(leader));
        Wait.until("the connection", () -> follower.events().contains("up " + leader));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
