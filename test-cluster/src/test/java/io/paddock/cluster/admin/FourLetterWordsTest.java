package io.paddock.cluster.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.EnsembleExtension;
import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.ServerKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class FourLetterWordsTest {
    @RegisterExtension
    static final EnsembleExtension ZOOKEEPER = new EnsembleExtension(EnsembleSettings.of(ServerKind.ZOOKEEPER, 1));

    @Test
    void theWholeAnswerIsGiven() throws IOException {
        FourLetterWords words = ZOOKEEPER.ensemble().server(1).words();

        assertThat(words.answer("ruok")).isEqualTo("imok");
        assertThat(words.answer("srvr")).startsWith("Zookeeper version: 3.9.5").contains("Mode: standalone");
    }

    @Test
    void theMonitorIsReadAsATable() throws IOException {
        FourLetterWords words = ZOOKEEPER.ensemble().server(1).words();

        assertThat(words.monitor()).containsEntry("zk_server_state", "standalone");
        assertThat(words.role()).contains("standalone");
    }

    @Test
    void aServerThatIsNotThereHasNoRole() {
        FourLetterWords words = new FourLetterWords(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));

        assertThat(words.role()).isEmpty();
    }
}
