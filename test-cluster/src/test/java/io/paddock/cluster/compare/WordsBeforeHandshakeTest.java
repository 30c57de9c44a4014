package io.paddock.cluster.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.admin.FourLetterWords;
import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.Bytes;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Received;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Detail 24: four letters before the handshake are a question; no script can ask it, as scripts begin with one. */
@ParameterizedClass
@EnumSource(ServerKind.class)
final class WordsBeforeHandshakeTest {
    private static final int TIMEOUT_MS = 30_000;

    private static LocalEnsemble ensemble;

    @Parameter
    ServerKind kind;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) throws IOException, InterruptedException {
        ensemble = LocalEnsemble.start(EnsembleSettings.of(kind, 1).withConfig("4lw.commands.whitelist", "ruok, mntr"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        ensemble.close();
    }

    @Test
    void ruokIsAnsweredWithoutAnEndOfLine() throws IOException {
        assertThat(new FourLetterWords(server()).answer("ruok")).isEqualTo("imok");
    }

    @Test
    void aWordThatComesInTwoPiecesIsAWord() throws IOException {
        try (Socket asker = new Socket(server().getAddress(), server().getPort())) {
            asker.setSoTimeout(TIMEOUT_MS);
            asker.setTcpNoDelay(true);
            OutputStream out = asker.getOutputStream();
            out.write("ru".getBytes(StandardCharsets.US_ASCII));
            new FourLetterWords(server()).answer("ruok");
            out.write("ok".getBytes(StandardCharsets.US_ASCII));

            assertThat(asker.getInputStream().readAllBytes()).asString().isEqualTo("imok");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dump", "stat", "conf", "isro"})
    void aWordThatIsNotInTheListIsNamedInTheAnswer(String word) throws IOException {
        assertThat(new FourLetterWords(server()).answer(word))
                .isEqualTo(word + " is not executed because it is not in the whitelist.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUOK", "abcd", "imok"})
    void fourLettersThatAreNoWordEndTheConnectionWithoutAnAnswer(String letters) throws IOException {
        assertThat(new FourLetterWords(server()).answer(letters)).isEmpty();
    }

    @Test
    void afterTheHandshakeAWordIsNone() throws IOException, InterruptedException {
        try (RawClient client = RawClient.openSession(server(), TIMEOUT_MS)) {
            client.sendBytes(Bytes.ofText("ruok"));

            assertThat(client.take(Deadline.in(Duration.ofMillis(TIMEOUT_MS)))).isInstanceOf(Received.End.class);
        }
    }

    private static InetSocketAddress server() {
        return ensemble.server(1).address();
    }
}
