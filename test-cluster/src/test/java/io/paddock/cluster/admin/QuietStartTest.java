package io.paddock.cluster.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.time.Deadline;
import io.paddock.store.UnpackLibrary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server prints while it starts. */
final class QuietStartTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Who asks too early does so in about every second start. */
    private static final int STARTS = 6;

    @TempDir
    Path folder;

    /** SLF4J complains on the error output when somebody asks for a logger while another thread opens the log. */
    @Test
    void nobodyAsksForALoggerBeforeTheLogIsOpen() throws Exception {
        // As start-server.sh does: the libraries are loaded before the log is open, or not much later.
        Path library = folder.resolve("library");
        UnpackLibrary.main(new String[] {library.toString()});
        Path logging = Path.of("..", "conf", "log4j2.properties").toAbsolutePath();
        EnsembleSettings settings = EnsembleSettings.of(ServerKind.PADDOCK, 1)
                .withJvmArgument("-Djava.library.path=" + library)
                .withJvmArgument("-Dlog4j2.configurationFile=" + logging);
        try (LocalEnsemble ensemble = LocalEnsemble.start(settings)) {
            ServerProcess server = ensemble.server(1);
            for (int start = 1; start < STARTS; start++) {
                server.stop();
                server.start();
                server.awaitServing(Deadline.in(PATIENCE));
            }

            assertThat(Files.readString(server.log(), StandardCharsets.UTF_8))
                    .contains("LEADING")
                    .doesNotContain("SLF4J");
        }
    }
}
