package io.paddock.cluster.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.FreePorts;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.workload.OfficialClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchMainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        return BenchMain.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(progress, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return progress.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aWrongCommandLineEndsWithStatusTwoAndTheReason() {
        assertThat(run("--rows", "w17")).isEqualTo(2);

        assertThat(said()).contains("there is no row 'w17'").contains("--help");
        assertThat(out.size()).isZero();
    }

    @Test
    void aFileInAFolderThatIsNotThereIsFoundBeforeAnythingRuns() {
        assertThat(run("--svg", folder.resolve("no/such.svg").toString())).isEqualTo(2);

        assertThat(said()).contains("there is no folder for");
    }

    @Test
    void helpNamesEveryOptionAndRow() {
        assertThat(run("--help")).isZero();

        for (Option option : Option.values()) {
            assertThat(out.toString(StandardCharsets.UTF_8)).contains(option.flag());
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("w100").contains("failover");
    }

    @Test
    void noServerIsStatusOneAndNamesIt() throws IOException {
        int port = FreePorts.next();

        assertThat(run("--servers", "127.0.0.1:" + port)).isEqualTo(1);

        assertThat(said()).contains("no server at 127.0.0.1:" + port);
    }

    @Test
    void aRunOnServersThatRunGivesTableAndFilesAndLeavesNothingBehind()
            throws IOException, InterruptedException, KeeperException {
        Path json = folder.resolve("all.json");
        Path svg = folder.resolve("all.svg");
        try (LocalEnsemble ensemble = LocalEnsemble.start(EnsembleSettings.of(ServerKind.PADDOCK, 1));
                OfficialClient client = OfficialClient.connect(ensemble.connectString(), 30_000)) {
            List<String> before = new ArrayList<>(client.zookeeper().getChildren("/", false));
            String line = "--rows w1,c16,m16 --rounds 2 --seconds 1 --settle 0 --warmup 0 --sessions 2 --keys 3";
            List<String> arguments = new ArrayList<>(List.of(line.split(" ", -1)));
            arguments.addAll(List.of("--servers", ensemble.connectString(), "--svg", svg.toString()));
            arguments.addAll(List.of("--output", "json", json.toString()));

            int status = run(arguments.toArray(String[]::new));

            assertThat(status).as(said()).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("ops/s")
                    .contains("c16")
                    .doesNotContain("\u001b");
            assertThat(Files.readString(json)).contains("\"write_p99_us\"").contains("\"m16\"");
            assertThat(Files.readString(svg)).startsWith("<svg").contains("m16 read");
            assertThat(client.zookeeper().getChildren("/", false)).containsExactlyInAnyOrderElementsOf(before);
        }
    }
}
