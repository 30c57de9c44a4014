package io.paddock.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.cluster.ensemble.EnsembleExtension;
import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.time.DeadlinePassedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RawClientTest {
    @RegisterExtension
    static final EnsembleExtension ZOOKEEPER = new EnsembleExtension(EnsembleSettings.of(ServerKind.ZOOKEEPER, 1));

    private static final int TIMEOUT_MS = 10_000;
    private static final int NO_NODE = -101;
    private static final int NODE_EXISTS = -110;
    private static final int NODE_CREATED = 1;

    @Test
    void aNewSessionGetsAPasswordAndTheTimeoutItAskedFor() throws IOException, InterruptedException {
        try (RawClient client = RawClient.openSession(server(), TIMEOUT_MS)) {
            HandshakeReply session = client.session();

            assertThat(session.timeoutMs()).isEqualTo(TIMEOUT_MS);
            assertThat(session.sessionId()).isNotZero();
            assertThat(session.password().length()).isEqualTo(Handshake.PASSWORD_BYTES);
            assertThat(session.readOnly()).contains(false);
        }
    }

    @Test
    void aHandshakeWithoutTheReadOnlyByteIsAnsweredWithoutIt() throws IOException, InterruptedException {
        Handshake old = new Handshake(
                0, TIMEOUT_MS, 0, Optional.of(Bytes.copyOf(new byte[Handshake.PASSWORD_BYTES])), Optional.empty());
        try (RawClient client = RawClient.connect(server())) {
            Optional<HandshakeReply> reply = client.handshake(old, soon());

            assertThat(reply).isPresent();
            assertThat(reply.get().readOnly()).isEmpty();
        }
    }

    @Test
    void aClientThatHasSeenTheFutureIsCutOffWithoutAnAnswer() throws IOException, InterruptedException {
        Handshake ahead = new Handshake(
                Long.MAX_VALUE,
                TIMEOUT_MS,
                0,
                Optional.of(Bytes.copyOf(new byte[Handshake.PASSWORD_BYTES])),
                Optional.of(false));
        try (RawClient client = RawClient.connect(server())) {
            assertThat(client.handshake(ahead, soon())).isEmpty();
            assertThat(client.take(soon())).isInstanceOf(Received.End.class);
        }
    }

    @Test
    void aSessionIsTakenUpByItsPasswordOnAnotherConnection() throws IOException, InterruptedException {
        try (RawClient first = RawClient.openSession(server(), TIMEOUT_MS);
                RawClient second = RawClient.connect(server())) {
            Optional<HandshakeReply> reply =
                    second.handshake(Handshake.forSession(first.session(), TIMEOUT_MS, 0), soon());

            assertThat(reply.map(HandshakeReply::sessionId))
                    .contains(first.session().sessionId());
            assertThat(first.take(soon())).isInstanceOf(Received.End.class);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrderAndTheOwnEventComesBeforeTheReplyOfItsCause()
            throws IOException, InterruptedException {
        try (RawClient client = RawClient.openSession(server(), TIMEOUT_MS)) {
            client.send(List.of(
                    new Request(1, OpCode.EXISTS, pathAndWatch("/pipelined")),
                    new Request(2, OpCode.CREATE, newNode("/pipelined")),
                    new Request(3, OpCode.CREATE, newNode("/pipelined")),
                    Request.ping()));
            client.takeReply(Xid.PING, soon());

            List<Received> all = client.received();
            assertThat(all.stream().map(RawClientTest::gist))
                    .containsExactly(
                            "1 error " + NO_NODE,
                            "event " + NODE_CREATED + " /pipelined",
                            "2 error 0",
                            "3 error " + NODE_EXISTS,
                            "-2 error 0");
            assertThat(client.replies().get(1).zxid())
                    .isEqualTo(client.events().get(0).zxid());
        }
    }

    @Test
    void theEndOfTheConnectionIsRecordedAndGivenAgainAndAgain() throws IOException, InterruptedException {
        try (RawClient client = RawClient.openSession(server(), TIMEOUT_MS)) {
            client.send(new Request(1, OpCode.CLOSE_SESSION, Bytes.EMPTY));

            assertThat(client.take(soon())).isInstanceOf(Received.Reply.class);
            assertThat(client.take(soon())).isInstanceOf(Received.End.class);
            assertThat(client.take(soon())).isInstanceOf(Received.End.class);
        }
    }

    @Test
    void waitingForWhatDoesNotComeEndsWithTheDeadline() throws IOException, InterruptedException {
        try (RawClient client = RawClient.openSession(server(), TIMEOUT_MS)) {
            assertThatThrownBy(() -> client.take(Deadline.in(Duration.ZERO)))
                    .isInstanceOf(DeadlinePassedException.class);
        }
    }

    private static String gist(Received received) {
        return switch (received.kind()) {
            case REPLY -> ((Received.Reply) received).xid() + " error " + ((Received.Reply) received).error();
            case EVENT -> "event " + ((Received.Event) received).type() + " " + ((Received.Event) received).path();
            case END -> "end";
        };
    }

    private static Bytes pathAndWatch(String path) {
        return new WireWriter().text(path).bool(true).toBytes();
    }

    private static Bytes newNode(String path) {
        return new WireWriter()
                .text(path)
                .buffer(Optional.of(Bytes.ofText("x")))
                .int32(1)
                .int32(31)
                .text("world")
                .text("anyone")
                .int32(0)
                .toBytes();
    }

    private static InetSocketAddress server() {
        return ZOOKEEPER.ensemble().server(1).address();
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(30));
    }
}
