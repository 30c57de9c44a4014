package io.paddock.server.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class HaltTest {

    @TempDir
    Path directory;

    @Test
    void anExceptionInApplyHaltsTheProcess() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 0, LogLimits.USUAL).start()) {
            TestNode only = ensemble.leader();
            only.state().poison("bad");

            CompletableFuture<SubmitOutcome> unused = only.submit("bad");

            Wait.until("the halt", () -> !only.halts().isEmpty());
            assertThat(only.halts()).hasSize(1);
            assertThat(only.halts().get(0))
                    .contains("could not apply the entry")
                    .contains("poisoned by bad");
        }
    }

    @Test
    void aCleanStopHaltsNothing() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 3, 0, LogLimits.USUAL).start()) {
            TestNode leader = ensemble.leader();

            leader.stop();

            assertThat(leader.halts()).isEmpty();
        }
    }

    @Test
    void aTornTailIsCutOff() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 0, LogLimits.USUAL).start()) {
            TestNode only = ensemble.leader();
            List<String> written = RaftNodeTest.writeMany(only, "x", 10);
            only.state().persist();
            only.write("torn");
            only.stop();
            damageLastByteOf(newestSegment(), 0);

            only.start(StartMode.FOUNDING);

            ensemble.leader();
            assertThat(only.write("after")).isEqualTo(SubmitOutcome.APPLIED);
            assertThat(only.state().entries())
                    .startsWith(written.toArray(String[]::new))
                    .endsWith("after");
        }
    }

    @Test
    void damageToWhatTheStateHasAppliedIsNoTornTail() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 0, LogLimits.USUAL).start()) {
            TestNode only = ensemble.leader();
            RaftNodeTest.writeMany(only, "x", 10);
            only.state().persist();
            only.stop();
            damageLastByteOf(newestSegment(), 200);

            assertThatThrownBy(() -> only.start(StartMode.FOUNDING))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the log is damaged");
        }
    }

    @Test
    void damageToAnOlderSegmentIsRefused() throws IOException {
        LogLimits smallSegments = new LogLimits(1 << 20, 1 << 30, 1_000_000, 1 << 30, 1_000_000, 16 * 1024);
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 0, smallSegments).start()) {
            TestNode only = ensemble.leader();
            String filling = "y".repeat(4_000);
            for (int i = 0; i < 20; i++) {
                only.write(filling);
            }
            only.stop();
            damageLastByteOf(segments("log_0-").get(0), 5_000);

            assertThatThrownBy(() -> only.start(StartMode.FOUNDING)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aStateWithoutItsLogDoesNotStart() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 0, LogLimits.USUAL).start()) {
            TestNode only = ensemble.leader();
            RaftNodeTest.writeMany(only, "x", 10);
            only.state().persist();
            only.stop();
            DurableFiles.deleteTree(directory.resolve("server1/log"));

            assertThatThrownBy(() -> only.start(StartMode.FOUNDING))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the log is missing");
        }
    }

    private Path newestSegment() throws IOException {
        return segments("log_inprogress_").get(0);
    }

    private List<Path> segments(String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("server1/log"))) {
            return files.filter(f -> f.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    /** The last byte that is not padding, and {@code before} bytes before it. */
    private static void damageLastByteOf(Path segment, int before) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        int last = bytes.length - 1;
        while (bytes[last] == 0) {
            last--;
        }
        bytes[last - before] ^= 0x55;
        Files.write(segment, bytes);
    }
}
