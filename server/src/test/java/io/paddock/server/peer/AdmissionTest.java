package io.paddock.server.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.server.raft.DurableFiles;
import io.paddock.server.raft.RaftMember;
import io.paddock.server.raft.StartMode;
import io.paddock.server.raft.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AdmissionTest {

    @TempDir
    Path directory;

    private final Map<Integer, PeerAddress> all = TestPeer.addresses(3);
    private final ExecutorService starters = Executors.newCachedThreadPool();

    @AfterEach
    void stopStarters() {
        starters.shutdownNow();
    }

    @Test
    void anEnsembleBeginsWithoutCeremonyAlsoWhenItsServersStartAtDifferentTimes() throws Exception {
        try (TestPeer one = TestPeer.start(1, all, directory)) {
            Future<StartMode> first = admit(one, false);
            assertThat(isDone(first)).isFalse();
            try (TestPeer two = TestPeer.start(2, all, directory)) {
                Future<StartMode> second = admit(two, false);
                assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(StartMode.FOUNDING);
                assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo(StartMode.FOUNDING);
                try (TestPeer three = TestPeer.start(3, all, directory)) {
                    assertThat(admit(three, false).get(60, TimeUnit.SECONDS)).isEqualTo(StartMode.FOUNDING);
                    assertThat(one.halts()).isEmpty();
                }
            }
        }
    }

    @Test
    void aServerThatTookPartAndHasNothingLeftIsRefused() throws Exception {
        try (TestPeer one = TestPeer.start(1, all, directory);
                TestPeer two = TestPeer.start(2, all, directory)) {
            joinAndStop();
            DurableFiles.deleteTree(directory.resolve("server3"));

            try (TestPeer wiped = TestPeer.start(3, all, directory)) {
                assertThatThrownBy(() -> admit(wiped, false).get(60, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(WipedServerException.class)
                        .hasMessageContaining("has seen it take part before")
                        .hasMessageContaining("paddock.allowWipedServer=true");
            }
            assertThat(one.halts()).isEmpty();
            assertThat(two.halts()).isEmpty();
        }
    }

    @Test
    void aWipedServerIsRefusedByTheOnlyOneThatIsUp() throws Exception {
        try (TestPeer one = TestPeer.start(1, all, directory)) {
            try (TestPeer two = TestPeer.start(2, all, directory)) {
                assertThat(two.halts()).isEmpty();
                joinAndStop();
            }
            DurableFiles.deleteTree(directory.resolve("server3"));

            try (TestPeer wiped = TestPeer.start(3, all, directory)) {
                assertThatThrownBy(() -> admit(wiped, false).get(60, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(WipedServerException.class);
            }
            assertThat(one.halts()).isEmpty();
        }
    }

    @Test
    void aWipedServerMayTakePartWhenItIsTold() throws Exception {
        try (TestPeer one = TestPeer.start(1, all, directory);
                TestPeer two = TestPeer.start(2, all, directory)) {
            joinAndStop();
            DurableFiles.deleteTree(directory.resolve("server3"));

            try (TestPeer wiped = TestPeer.start(3, all, directory)) {
                wiped.channel().admit(false, true);
                wiped.channel().follow(OptionalInt.of(1));
                Wait.until("the connection", () -> wiped.events().contains("up 1"));
                assertThat(wiped.halts()).isEmpty();
            }
            try (TestPeer later = TestPeer.start(3, all, directory)) {
                later.channel().admit(true, false);
                later.channel().follow(OptionalInt.of(2));
                Wait.until("the connection", () -> later.events().contains("up 2"));
                assertThat(later.halts()).isEmpty();
            }
            assertThat(one.halts()).isEmpty();
            assertThat(two.halts()).isEmpty();
        }
    }

    @Test
    void aWipedServerThatGoesOnComesAfterItsEarlierRunsAlsoWhenTheClockWentBack() throws Exception {
        try (TestPeer one = TestPeer.start(1, all, directory);
                TestPeer two = TestPeer.start(2, all, directory)) {
            joinAndStop();
            DurableFiles.deleteTree(directory.resolve("server3"));

            try (TestPeer wiped = TestPeer.start(TestPeer.settings(3, "test", all), directory, 5)) {
                wiped.channel().admit(false, true);
            }
            try (TestPeer later = TestPeer.start(TestPeer.settings(3, "test", all), directory, 6)) {
                later.channel().admit(false, false);
                later.channel().follow(OptionalInt.of(1));
                Wait.until("the connection", () -> later.events().contains("up 1"));
                assertThat(later.halts()).isEmpty();
            }
            assertThat(one.halts()).isEmpty();
            assertThat(two.halts()).isEmpty();
        }
    }

    @Test
    void whatServersRememberSurvivesTheirRestart() throws Exception {
        try (TestPeer one = TestPeer.start(1, all, directory);
                TestPeer two = TestPeer.start(2, all, directory)) {
            joinAndStop();
            assertThat(one.halts()).isEmpty();
            assertThat(two.halts()).isEmpty();
        }
        DurableFiles.deleteTree(directory.resolve("server3"));

        try (TestPeer one = TestPeer.start(1, all, directory);
                TestPeer wiped = TestPeer.start(3, all, directory)) {
            assertThatThrownBy(() -> admit(wiped, false).get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(WipedServerException.class);
            assertThat(one.halts()).isEmpty();
        }
    }

    @Test
    void aServerWhoseDataWasRestoredFromAnOldCopyStops() throws Exception {
        try (TestPeer one = TestPeer.start(1, all, directory);
                TestPeer two = TestPeer.start(2, all, directory)) {
            joinAndStop();
            byte[] old = Files.readAllBytes(directory.resolve("server3/identity"));
            try (TestPeer second = TestPeer.start(3, all, directory)) {
                second.channel().admit(true, false);
                second.channel().follow(OptionalInt.of(1));
                Wait.until("the connection", () -> second.events().contains("up 1"));
            }
            Files.write(directory.resolve("server3/identity"), old);

            try (TestPeer restored = TestPeer.start(3, all, directory)) {
                restored.channel().admit(true, false);

                Wait.until("the stop", () -> !restored.halts().isEmpty());
                assertThat(restored.halts().get(0)).contains("has seen a later run");
            }
            assertThat(one.halts()).isEmpty();
            assertThat(two.halts()).isEmpty();
        }
    }

    @Test
    void aServerThatWasRemovedMayComeBackWithoutData() throws Exception {
        try (TestPeer one = TestPeer.start(1, all, directory);
                TestPeer two = TestPeer.start(2, all, directory)) {
            one.channel().membersChanged(List.of(member(1), member(2), member(3)));
            two.channel().membersChanged(List.of(member(1), member(2), member(3)));
            joinAndStop();
            one.channel().membersChanged(List.of(member(1), member(2)));
            two.channel().membersChanged(List.of(member(1), member(2)));
            one.standing(Standing.STRANGER);
            two.standing(Standing.STRANGER);
            DurableFiles.deleteTree(directory.resolve("server3"));

            Wait.until("the others to forget it", () -> {
                try (TestPeer again = TestPeer.start(3, all, directory)) {
                    return again.channel().admit(false, false) == StartMode.JOINING;
                } catch (WipedServerException e) {
                    return false;
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    @Test
    void aServerThatLostOnlyItsLogIsRefusedWithoutAskingAnybody() throws Exception {
        try (TestPeer one = TestPeer.start(1, all, directory);
                TestPeer two = TestPeer.start(2, all, directory)) {
            joinAndStop();
            assertThat(one.halts()).isEmpty();
            assertThat(two.halts()).isEmpty();
        }

        try (TestPeer alone = TestPeer.start(3, all, directory)) {
            assertThatThrownBy(() -> alone.channel().admit(false, false))
                    .isInstanceOf(WipedServerException.class)
                    .hasMessageContaining("there is none");
        }
    }

    @Test
    void aLogWithoutAnIdentityIsRefused() throws Exception {
        try (TestPeer one = TestPeer.start(1, all, directory)) {
            assertThatThrownBy(() -> one.channel().admit(true, false)).isInstanceOf(WipedServerException.class);
        }
    }

    @Test
    void theDirectoryOfAnotherServerIsRefused() throws Exception {
        Path own = directory.resolve("server1");
        Files.createDirectories(own);
        IdentityMarker.open(own, "test", 1, 1).write();

        assertThatThrownBy(() -> IdentityMarker.open(directory.resolve("server1"), "test", 2, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("belongs to another server");
        assertThatThrownBy(() -> IdentityMarker.open(directory.resolve("server1"), "other", 1, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("belongs to another server");
    }

    @Test
    void theIncarnationRisesAlsoWhenTheClockGoesBack() throws Exception {
        Path own = directory.resolve("own");
        Files.createDirectories(own);
        IdentityMarker first = IdentityMarker.open(own, "test", 1, 1_000);
        first.write();

        IdentityMarker second = IdentityMarker.open(own, "test", 1, 10);

        assertThat(first.incarnation()).isEqualTo(1_000);
        assertThat(second.previousIncarnation()).isEqualTo(1_000);
        assertThat(second.incarnation()).isEqualTo(1_001);
    }

    @Test
    void aFileOfSeenServersThatIsDamagedIsAnError() throws Exception {
        Files.writeString(directory.resolve("seen-servers"), "paddock seen servers 1\nserver three 4\n");

        assertThatThrownBy(() -> SeenServers.open(directory)).hasMessageContaining("server three 4");
        assertThatCode(() -> SeenServers.open(directory.resolve("nowhere"))).doesNotThrowAnyException();
    }

    /** Server 3 takes part once, with a log, and stops. */
    private void joinAndStop() throws Exception {
        try (TestPeer three = TestPeer.start(3, all, directory)) {
            three.channel().admit(false, false);
            three.channel().membersChanged(List.of(member(1), member(2), member(3)));
            Wait.until("the log to be noted", () -> readIdentity().contains("hadHistory=true"));
        }
    }

    private String readIdentity() {
        try {
            return Files.readString(directory.resolve("server3/identity"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RaftMember member(int id) {
        return new RaftMember(id, "127.0.0.1", 1, all.get(id).port(), false, "");
    }

    private Future<StartMode> admit(TestPeer peer, boolean hasHistory) {
        return starters.submit(() -> peer.channel().admit(hasHistory, false));
    }

    private static boolean isDone(Future<?> future) throws InterruptedException {
        try {
            future.get(300, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}
