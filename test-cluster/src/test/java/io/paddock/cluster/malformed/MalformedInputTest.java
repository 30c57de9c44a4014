package io.paddock.cluster.malformed;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.Bytes;
import io.paddock.cluster.wire.Handshake;
import io.paddock.cluster.wire.HandshakeReply;
import io.paddock.cluster.wire.OpCode;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Received;
import io.paddock.cluster.wire.Request;
import io.paddock.cluster.wire.Requests;
import io.paddock.cluster.wire.WireWriter;
import io.paddock.cluster.wire.Xid;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that no client should send, to one server: what it answers, and that nobody else notices. */
@ParameterizedClass
@EnumSource(ServerKind.class)
final class MalformedInputTest {
    private static final int TIMEOUT_MS = 30_000;
    private static final int BAD_ARGUMENTS = -8;
    private static final int MARSHALLING_ERROR = -5;
    private static final int NO_NODE = -101;
    private static final int UNIMPLEMENTED = -6;
    private static final int AUTH_FAILED = -115;
    private static final int MANY = 30;
    /** Bytes, a little less than a frame may have. */
    private static final int MUCH = 900_000;

    private static LocalEnsemble ensemble;

    @Parameter
    ServerKind kind;

    private RawClient bystander;
    private RawClient client;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) throws IOException, InterruptedException {
        ensemble = LocalEnsemble.start(EnsembleSettings.of(kind, 1));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        ensemble.close();
    }

    @BeforeEach
    void connect() throws IOException, InterruptedException {
        bystander = RawClient.openSession(server(), TIMEOUT_MS);
        client = RawClient.openSession(server(), TIMEOUT_MS);
    }

    @Test
    void aFourLetterWordIsAnsweredAlsoWhenTheAskerHasEndedItsSide() throws IOException {
        try (Socket asker = new Socket(server().getAddress(), server().getPort())) {
            asker.setSoTimeout(TIMEOUT_MS);
            asker.getOutputStream().write("ruok".getBytes(StandardCharsets.US_ASCII));
            asker.shutdownOutput();
            assertThat(asker.getInputStream().readAllBytes()).asString().isEqualTo("imok");
        }
    }

    @Test
    void aClientThatEndsItsSideIsHungUpOn() throws IOException {
        try (Socket silent = new Socket(server().getAddress(), server().getPort())) {
            silent.setSoTimeout(TIMEOUT_MS);
            silent.getOutputStream().write(new byte[] {0, 0});
            silent.shutdownOutput();
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    @AfterEach
    void theOtherConnectionIsUndisturbed() throws IOException, InterruptedException {
        client.close();
        try (RawClient other = bystander) {
            assertThat(other.call(Requests.exists(1, "/"), soon()).error()).isZero();
            assertThat(other.call(Requests.setData(2, "/missing", ""), soon()).error())
                    .isEqualTo(NO_NODE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 0x100000, Integer.MAX_VALUE})
    void aFrameOfAnImpossibleLengthEndsTheConnectionWithoutAnAnswer(int length)
            throws IOException, InterruptedException {
        client.sendBytes(new WireWriter().int32(length).int32(0).toBytes());

        assertThat(client.take(soon())).isInstanceOf(Received.End.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 7})
    void aFrameTooShortForARequestHeaderEndsTheConnection(int length) throws IOException, InterruptedException {
        client.sendBytes(new WireWriter()
                .int32(length)
                .raw(Bytes.copyOf(new byte[length]))
                .toBytes());

        assertThat(client.take(soon())).isInstanceOf(Received.End.class);
    }

    @Test
    void aHandshakeThatEndsInTheMiddleDisturbsNobody() throws IOException, InterruptedException {
        Bytes whole = Handshake.forNewSession(TIMEOUT_MS).frame();
        for (int length = 1; length < whole.length(); length += 7) {
            try (RawClient half = RawClient.connect(server())) {
                byte[] part = Arrays.copyOf(whole.toArray(), length);
                half.sendBytes(Bytes.copyOf(part));
            }
        }

        assertThat(client.call(Requests.exists(1, "/"), soon()).error()).isZero();
    }

    @Test
    void aHandshakeWithAWrongPasswordIsRefusedAndLeavesTheSessionAlone() throws IOException, InterruptedException {
        HandshakeReply session = client.session();
        HandshakeReply wrong = new HandshakeReply(
                0, TIMEOUT_MS, session.sessionId(), Bytes.ofText("0123456789abcdef"), Optional.of(false));
        try (RawClient thief = RawClient.connect(server())) {
            Optional<HandshakeReply> reply = thief.handshake(Handshake.forSession(wrong, TIMEOUT_MS, 0), soon());

            assertThat(reply).isPresent();
            assertThat(reply.get().isAccepted()).isFalse();
            assertThat(reply.get().sessionId()).isZero();
            assertThat(thief.take(soon())).isInstanceOf(Received.End.class);
        }
        if (kind == ServerKind.PADDOCK) {
            // ZooKeeper closes the session's connection before it looks at the password; nobody else is to notice.
            assertThat(client.call(Requests.exists(1, "/"), soon()).error()).isZero();
        }
        try (RawClient owner = RawClient.connect(server())) {
            Optional<HandshakeReply> reply = owner.handshake(Handshake.forSession(session, TIMEOUT_MS, 0), soon());
            assertThat(reply.map(HandshakeReply::sessionId)).contains(session.sessionId());
        }
    }

    /** All at once they are more than an entry of the log may be. */
    @Test
    void manyHandshakesWithLongPasswordsAreRefused() throws IOException, InterruptedException {
        HandshakeReply session = client.session();
        HandshakeReply wrong = new HandshakeReply(
                0, TIMEOUT_MS, session.sessionId(), Bytes.copyOf(new byte[MUCH]), Optional.of(false));
        List<RawClient> thieves = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            thieves.add(RawClient.connect(server()));
        }

        thieves.parallelStream()
                .forEach(thief -> assertThat(isRefused(thief, wrong)).isTrue());

        for (RawClient thief : thieves) {
            thief.close();
        }
        try (RawClient owner = RawClient.connect(server())) {
            Optional<HandshakeReply> reply = owner.handshake(Handshake.forSession(session, TIMEOUT_MS, 0), soon());
            assertThat(reply.map(HandshakeReply::sessionId)).contains(session.sessionId());
        }
    }

    /** ZooKeeper ends a connection without an answer when the next one names the same session. */
    private boolean isRefused(RawClient client, HandshakeReply session) {
        try {
            return client.handshake(Handshake.forSession(session, TIMEOUT_MS, 0), soon())
                    .map(reply -> !reply.isAccepted())
                    .orElse(kind == ServerKind.ZOOKEEPER);
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Everything that a client has proven goes along with each of its writes. */
    @Test
    void whoProvesTooMuchDisturbsNobody() throws IOException, InterruptedException {
        String name = "u".repeat(MUCH);
        int proven = 0;
        Received last = auth(proven + name);
        while (last instanceof Received.Reply reply && reply.error() == 0 && proven < MANY) {
            proven++;
            last = auth(proven + name);
        }

        if (kind == ServerKind.PADDOCK) {
            assertThat(last).isEqualTo(new Received.Reply(Xid.AUTH, 0, AUTH_FAILED, Bytes.EMPTY));
            assertThat(client.take(soon())).isInstanceOf(Received.End.class);
        } else {
            assertThat(client.call(Requests.create(1, "/proven", "", 0), soon()).error())
                    .isZero();
        }
    }

    private Received auth(String user) throws IOException, InterruptedException {
        Bytes record = new WireWriter()
                .int32(0)
                .text("digest")
                .buffer(Optional.of(Bytes.ofText(user + ":password")))
                .toBytes();
        client.send(new Request(Xid.AUTH, OpCode.AUTH, record));
        return client.take(soon());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 23, 99, 108, 999, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void anUnknownRequestIsAnsweredAndThenTheConnectionIsClosed(int opCode) throws IOException, InterruptedException {
        Received.Reply reply = client.call(new Request(7, opCode, Bytes.EMPTY), soon());

        assertThat(reply.error()).isEqualTo(UNIMPLEMENTED);
        assertThat(client.take(soon())).isInstanceOf(Received.End.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no-slash",
                "//",
                "/.",
                "/..",
                "/\u0000",
                "/\ufff0",
                "/zookeeper/",
                "/zookeeper/.",
                "/zookeeper/a\u0001b"
            })
    void aCreateOfABadPathIsRefusedAndTheConnectionGoesOn(String path) throws IOException, InterruptedException {
        Received.Reply refused = client.call(Requests.create(1, path, "", 0), soon());

        assertThat(refused.error()).isEqualTo(BAD_ARGUMENTS);
        assertThat(client.call(Requests.exists(2, "/"), soon()).error()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {OpCode.EXISTS, OpCode.GET_DATA})
    void aReadOfAPathWithoutASlashIsAnsweredAlsoBehindAnOwnWrite(int opCode) throws IOException, InterruptedException {
        Bytes noPath = Requests.getData(0, "no-slash").body();

        client.send(List.of(
                new Request(1, opCode, noPath), Requests.setData(2, "/none", ""), new Request(3, opCode, noPath)));

        for (int xid = 1; xid <= 3; xid++) {
            assertThat(client.takeReply(xid, soon()).error()).isEqualTo(NO_NODE);
        }
    }

    @ParameterizedTest
    @CsvSource({"3", "4", "5", "6", "7", "8", "9", "12", "14", "16", "18", "22", "101", "103", "104", "105", "106"})
    void aRecordThatEndsEarlyIsAnsweredOrEndsThisConnectionAlone(int opCode) throws IOException, InterruptedException {
        client.send(new Request(1, opCode, new WireWriter().int32(1000).int32(0).toBytes()));
        client.send(Requests.exists(2, "/"));

        assertThatAnsweredOrClosed();
    }

    @ParameterizedTest
    @ValueSource(ints = {OpCode.SET_WATCHES, OpCode.SET_WATCHES_2})
    void aVectorThatClaimsMoreThanThereIsIsAnsweredOrEndsThisConnectionAlone(int opCode)
            throws IOException, InterruptedException {
        client.send(new Request(
                1, opCode, new WireWriter().int64(0).int32(Integer.MAX_VALUE).toBytes()));
        client.send(Requests.exists(2, "/"));

        assertThatAnsweredOrClosed();
    }

    private void assertThatAnsweredOrClosed() throws InterruptedException {
        Received first = client.take(soon());
        boolean isRefusal = first instanceof Received.Reply reply && reply.error() == MARSHALLING_ERROR;
        assertThat(isRefusal || first instanceof Received.End)
                .as("what came: " + first)
                .isTrue();
    }

    private static InetSocketAddress server() {
        return ensemble.server(1).address();
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(30));
    }
}
