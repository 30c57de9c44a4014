package io.paddock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, killed while it publishes, writes and flushes. */
final class KilledProcessTest {

    static final int NODES = 400;

    private static final int KILLS = 2;

    @TempDir
    Path directory;

    @Test
    void aKilledProcessLeavesTheStateOfAnEntry() throws IOException, InterruptedException {
        Random random = new Random();
        for (int i = 0; i < KILLS; i++) {
            long seed = random.nextLong();
            int killAfter = 1000 + random.nextInt(2000);
            System.out.println("KilledProcessTest: seed " + seed + ", killed after entry " + killAfter);
            Path killed = directory.resolve("killed" + i);

            publishAndKill(killed, seed, killAfter);

            try (WriteBehindStore store = open(killed)) {
                assertThat(store.opened().index()).as("survived").isGreaterThanOrEqualTo(killAfter);
                StoreComparison.assertSameAfterOpen(
                        store, modelAt(seed, store.opened().index(), directory.resolve("again" + i)));
            }
        }
    }

    private static void publishAndKill(Path store, long seed, long killAfter) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PublisherProcess.class.getName(),
                        store.toString(),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            long reached = -1;
            for (String line = lines.readLine(); line != null && reached < killAfter; line = lines.readLine()) {
                reached = Long.parseLong(line);
            }
            assertThat(reached).as("entries that survive the kill").isGreaterThanOrEqualTo(killAfter);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** What the seed's entries lead to, up to an index. */
    private static StoreModel modelAt(long seed, long index, Path directory) {
        try (WriteBehindStore store = open(directory)) {
            StoreDriver driver = new StoreDriver(seed, store, NODES);
            driver.begin();
            while (driver.model.position.index() < index) {
                driver.entry();
            }
            return driver.model;
        }
    }

    private static WriteBehindStore open(Path directory) {
        return WriteBehindStore.open(directory, StoreSettings.DEFAULT, cause -> fail(cause));
    }
}
