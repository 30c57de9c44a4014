package io.paddock.server.raft.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.server.raft.Wait;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A link to a peer that the test plays, byte by byte. */
class PeerLinkTest {

    private static final int ANSWER_MS = 60_000;
    private static final int SOON_MS = 50;
    private static final int BODY_MAX = 1000;
    private static final TermIndexProto QUESTION =
            TermIndexProto.newBuilder().setTerm(3).setIndex(7).build();

    private final List<Socket> accepted = new ArrayList<>();
    private ServerSocket listener;
    private PeerLink link;

    /** Writes down what it hears. */
    private static final class Heard implements PeerLink.Answer {
        private final List<String> answers = new CopyOnWriteArrayList<>();
        private final List<IOException> losses = new CopyOnWriteArrayList<>();

        @Override
        public void arrived(Frame.Kind kind, byte[] body) {
            answers.add(new String(body, StandardCharsets.UTF_8));
        }

        @Override
        public void lost(IOException cause) {
            losses.add(cause);
        }
    }

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        link = link(ANSWER_MS);
    }

    private PeerLink link(int answerMs) {
        return new PeerLink(
                "peer",
                "127.0.0.1:" + listener.getLocalPort(),
                new PeerSockets("", Optional.empty(), List.of(), List.of()),
                answerMs,
                BODY_MAX);
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        listener.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }

    @Test
    void aQuestionGoesOutAsLengthKindNumberAndProtobuf() throws IOException {
        ask(Frame.Kind.VOTE, QUESTION, new Heard());
        DataInputStream in = new DataInputStream(accept().getInputStream());
        assertThat(in.readInt()).isEqualTo(9 + QUESTION.getSerializedSize());
        assertThat(in.readByte()).isEqualTo((byte) 2);
        assertThat(in.readLong()).isEqualTo(1);
        assertThat(TermIndexProto.parseFrom(in.readNBytes(QUESTION.getSerializedSize())))
                .isEqualTo(QUESTION);
    }

    @Test
    void whatNobodyAnswersGoesOutWithTheNumberZeroAndItsAnswerIsIgnored() throws IOException {
        Heard heard = new Heard();
        ask(Frame.Kind.APPEND, QUESTION, heard);
        link.tell(Frame.Kind.APPEND, QUESTION);
        Socket peer = accept();
        DataInputStream in = new DataInputStream(peer.getInputStream());
        in.readNBytes(Integer.BYTES + Frame.HEADER_BYTES + QUESTION.getSerializedSize());
        assertThat(in.readInt()).isEqualTo(9 + QUESTION.getSerializedSize());
        assertThat(in.readByte()).isEqualTo((byte) 1);
        assertThat(in.readLong()).isZero();
        DataOutputStream out = new DataOutputStream(peer.getOutputStream());
        answer(out, Frame.Kind.APPEND, 0, "unasked");
        answer(out, Frame.Kind.APPEND, 1, "one");
        Wait.until("the answer", () -> !heard.answers.isEmpty());
        assertThat(heard.answers).containsExactly("one");
        assertThat(heard.losses).isEmpty();
    }

    @Test
    void withoutAConnectionNothingIsSentAndNobodyWaitsForOne() {
        Heard heard = new Heard();
        assertThatThrownBy(() -> link.send(Frame.Kind.APPEND, QUESTION, heard))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no connection to peer");
        assertThatThrownBy(() -> link.tell(Frame.Kind.APPEND, QUESTION)).isInstanceOf(IOException.class);
        assertThat(heard.losses).isEmpty();
    }

    @Test
    void answersFindTheirQuestionsInAnyOrder() throws IOException {
        Heard first = new Heard();
        Heard second = new Heard();
        ask(Frame.Kind.APPEND, QUESTION, first);
        ask(Frame.Kind.APPEND, QUESTION, second);
        DataOutputStream out = new DataOutputStream(accept().getOutputStream());
        answer(out, Frame.Kind.APPEND, 2, "two");
        answer(out, Frame.Kind.APPEND, 1, "one");
        Wait.until("both answers", () -> !first.answers.isEmpty() && !second.answers.isEmpty());
        assertThat(first.answers).containsExactly("one");
        assertThat(second.answers).containsExactly("two");
    }

    @Test
    void aFailureOfThePeerLosesThatQuestionOnly() throws IOException {
        Heard first = new Heard();
        Heard second = new Heard();
        ask(Frame.Kind.APPEND, QUESTION, first);
        ask(Frame.Kind.APPEND, QUESTION, second);
        DataOutputStream out = new DataOutputStream(accept().getOutputStream());
        answer(out, Frame.Kind.FAILED, 1, "not ready");
        answer(out, Frame.Kind.APPEND, 2, "two");
        Wait.until("the second answer", () -> !second.answers.isEmpty());
        assertThat(first.losses).singleElement().asString().contains("not ready");
    }

    @Test
    void theEndOfAConnectionLosesAllQuestionsOnceAndTheNextOneConnectsAgain() throws IOException {
        Heard lost = new Heard();
        ask(Frame.Kind.APPEND, QUESTION, lost);
        ask(Frame.Kind.APPEND, QUESTION, lost);
        accept().close();
        Wait.until("two losses", () -> lost.losses.size() == 2);
        Heard again = new Heard();
        ask(Frame.Kind.APPEND, QUESTION, again);
        answer(new DataOutputStream(accept().getOutputStream()), Frame.Kind.APPEND, 3, "three");
        Wait.until("the answer", () -> !again.answers.isEmpty());
        assertThat(lost.losses).hasSize(2);
        assertThat(lost.answers).isEmpty();
    }

    @Test
    void aPeerThatStaysSilentLosesItsConnection() throws IOException {
        link.close();
        link = link(SOON_MS);
        Heard lost = new Heard();
        ask(Frame.Kind.APPEND, QUESTION, lost);
        Socket silent = accept();
        Wait.until("the loss", () -> !lost.losses.isEmpty());
        assertThat(silent.getInputStream().readAllBytes())
                .as("the question, and then the end")
                .hasSize(Integer.BYTES + Frame.HEADER_BYTES + QUESTION.getSerializedSize());
    }

    @Test
    void whatIsTooLongOrOfNoKindEndsTheConnection() throws IOException {
        for (int[] lengthAndKind : new int[][] {{BODY_MAX + 10, 1}, {-1, 1}, {9, 0}, {9, 77}}) {
            Heard lost = new Heard();
            ask(Frame.Kind.APPEND, QUESTION, lost);
            ByteBuffer wrong = ByteBuffer.allocate(Integer.BYTES + Frame.HEADER_BYTES)
                    .putInt(lengthAndKind[0])
                    .put((byte) lengthAndKind[1])
                    .putLong(1);
            accept().getOutputStream().write(wrong.array());
            Wait.until("the loss", () -> !lost.losses.isEmpty());
        }
    }

    @Test
    void nobodyIsThereIsAnErrorAndNotAWait() throws IOException {
        listener.close();
        assertThatThrownBy(() -> ask(Frame.Kind.APPEND, QUESTION, new Heard()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("peer");
    }

    @Test
    void aClosedLinkLosesWhatWaitsAndSendsNoMore() throws IOException {
        Heard lost = new Heard();
        ask(Frame.Kind.APPEND, QUESTION, lost);
        link.close();
        Wait.until("the loss", () -> lost.losses.size() == 1);
        assertThatThrownBy(() -> ask(Frame.Kind.APPEND, QUESTION, lost))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }

    private void ask(Frame.Kind kind, TermIndexProto question, Heard heard) throws IOException {
        link.connect();
        link.send(kind, question, heard);
    }

    private Socket accept() throws IOException {
        Socket socket = listener.accept();
        accepted.add(socket);
        return socket;
    }

    private static void answer(DataOutputStream out, Frame.Kind kind, long callId, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(9 + body.length);
        out.writeByte(kind.code());
        out.writeLong(callId);
        out.write(body);
        out.flush();
    }
}
