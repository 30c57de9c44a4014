package io.paddock.cluster.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.Handshake;
import io.paddock.cluster.wire.HandshakeReply;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Detail 10, which takes more waiting than a script can say. */
final class SessionTimersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(9);
    private static final Duration MOST_OF_IT = Duration.ofSeconds(6);
    private static final String SIGN = "/sign";
    private static final int EPHEMERAL = 1;
    private static final int NO_NODE = -101;

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aNewLeaderGivesEverySessionItsWholeTimeoutAgain(ServerKind kind) throws IOException, InterruptedException {
        try (LocalEnsemble ensemble = LocalEnsemble.start(Contestant.settings(kind, 3))) {
            ServerProcess oldLeader = ensemble.awaitLeader(PATIENCE);
            HandshakeReply session = abandonedSession(oldLeader);
            Deadline most = Deadline.in(MOST_OF_IT);
            Deadline over = Deadline.in(TIMEOUT.plusMillis(2L * Contestant.TICK_MS));
            Deadline.in(PATIENCE).await("most of the time-out has passed", most::hasPassed);

            oldLeader.kill9();
            ServerProcess newLeader = ensemble.awaitLeader(PATIENCE);
            Deadline.in(PATIENCE).await("for the old leader the session would be over", over::hasPassed);

            try (RawClient other = RawClient.openSession(newLeader.address(), (int) PATIENCE.toMillis())) {
                assertThat(other.call(Requests.exists(1, SIGN), soon()).error()).isZero();
                assertThatItIsAccepted(session, newLeader);
                Deadline.in(PATIENCE).await("the session is over in the end", () -> isGone(other));
            }
        }
    }

    private static HandshakeReply abandonedSession(ServerProcess server) throws IOException, InterruptedException {
        try (RawClient client = RawClient.openSession(server.address(), (int) TIMEOUT.toMillis())) {
            assertThat(client.call(Requests.create(1, SIGN, "", EPHEMERAL), soon())
                            .error())
                    .isZero();
            return client.session();
        }
    }

    private static void assertThatItIsAccepted(HandshakeReply session, ServerProcess server)
            throws IOException, InterruptedException {
        try (RawClient again = RawClient.connect(server.address())) {
            Optional<HandshakeReply> reply =
                    again.handshake(Handshake.forSession(session, Contestant.TIMEOUT_MIN_MS, 0), soon());
            assertThat(reply.map(HandshakeReply::sessionId)).contains(session.sessionId());
        }
    }

    private static boolean isGone(RawClient client) throws InterruptedException {
        try {
            return client.call(Requests.exists(1, SIGN), soon()).error() == NO_NODE;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Deadline soon() {
        return Deadline.in(PATIENCE);
    }
}
