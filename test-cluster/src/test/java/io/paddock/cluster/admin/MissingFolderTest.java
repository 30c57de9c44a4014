package io.paddock.cluster.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MissingFolderTest {

    /** It stopped the server once. */
    @Test
    void aWordThatLooksAtAFolderThatIsGoneIsAnsweredAndTheServerGoesOn() throws Exception {
        try (LocalEnsemble ensemble = LocalEnsemble.start(EnsembleSettings.of(ServerKind.PADDOCK, 1))) {
            ServerProcess server = ensemble.server(1);
            delete(server.dataFolder().resolve("raft"));

            String answer = server.words().answer("dirs");

            assertThat(answer).contains("logdir_size: 0");
            assertThat(server.words().answer("ruok")).isEqualTo("imok");
            assertThat(server.isAlive()).isTrue();
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> tree = Files.walk(folder)) {
            paths = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
