package io.paddock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints: made while the state changes, opened elsewhere, left alone by both. */
final class CheckpointTest {

    private static final long SEED = 20;

    @TempDir
    Path directory;

    @Test
    void aCheckpointHoldsAllThatWasPublishedBefore() {
        try (WriteBehindStore store = open("db")) {
            StoreDriver driver = run(store, 300);

            Position position = store.checkpoint(directory.resolve("checkpoint"));

            assertThat(position).isEqualTo(driver.model.position);
            assertThat(store.written()).isEqualTo(driver.model.position);
            assertThat(WriteBehindStore.readPosition(directory.resolve("checkpoint")))
                    .isEqualTo(position);
            WriteBehindStore.restoreFrom(directory.resolve("checkpoint"), directory.resolve("restored"));
            try (WriteBehindStore restored = open("restored")) {
                StoreComparison.assertSameAfterOpen(restored, driver.model);
            }
        }
    }

    @Test
    void nothingPublishedBeforeIsMissingHoweverTheWriterRuns() {
        try (WriteBehindStore store = open("db")) {
            StoreDriver driver = run(store, 1);
            for (int i = 0; i < 3000; i++) {
                for (int entries = i % 40; entries >= 0; entries--) {
                    driver.entry();
                }

                store.writeAll();

                assertThat(store.statistics().pendingRecords())
                        .as("round %d", i)
                        .isZero();
            }
        }
    }

    @Test
    void everyCheckpointMadeWhileEntriesArePublishedIsTheStateAtItsPosition() throws Exception {
        Map<Long, StoreModel> history = new ConcurrentHashMap<>();
        AtomicBoolean isOver = new AtomicBoolean();
        ExecutorService apply = Executors.newSingleThreadExecutor();
        List<Position> positions = new ArrayList<>();
        try (WriteBehindStore store = open("db")) {
            StoreDriver driver = run(store, 10);
            Future<?> publishing = apply.submit(() -> publishUntilOver(store, driver, history, isOver));
            for (int i = 0; i < 5; i++) {
                positions.add(store.checkpoint(directory.resolve("checkpoint" + i)));
            }
            isOver.set(true);
            publishing.get(1, TimeUnit.MINUTES);
        } finally {
            isOver.set(true);
            apply.shutdownNow();
        }

        assertThat(positions).isSortedAccordingTo((a, b) -> Long.compare(a.index(), b.index()));
        for (int i = 0; i < positions.size(); i++) {
            Path live = directory.resolve("live" + i);
            WriteBehindStore.restoreFrom(directory.resolve("checkpoint" + i), live);
            try (WriteBehindStore restored = open("live" + i)) {
                assertThat(restored.opened()).isEqualTo(positions.get(i));
                StoreComparison.assertSameAfterOpen(
                        restored, history.get(positions.get(i).index()));
            }
        }
    }

    private static void publishUntilOver(
            StateStore store, StoreDriver driver, Map<Long, StoreModel> history, AtomicBoolean isOver) {
        history.put(driver.model.position.index(), driver.model.copy());
        while (!isOver.get()) {
            store.awaitRoom();
            driver.entry();
            history.put(driver.model.position.index(), driver.model.copy());
        }
    }

    @Test
    void aCheckpointSharesItsTablesAndSurvivesWhatIsMadeOfIt() throws IOException {
        StoreModel model;
        try (WriteBehindStore store = open("db")) {
            model = run(store, 300).model;
            store.checkpoint(directory.resolve("checkpoint"));
        }
        WriteBehindStore.restoreFrom(directory.resolve("checkpoint"), directory.resolve("first"));
        for (Path table : tables("checkpoint")) {
            Path linked = directory.resolve("first").resolve(table.getFileName());
            assertThat(Files.readAttributes(linked, BasicFileAttributes.class).fileKey())
                    .isEqualTo(Files.readAttributes(table, BasicFileAttributes.class)
                            .fileKey());
        }

        try (WriteBehindStore first = open("first")) {
            run(first, 300);
        }

        WriteBehindStore.restoreFrom(directory.resolve("checkpoint"), directory.resolve("second"));
        try (WriteBehindStore second = open("second")) {
            StoreComparison.assertSameAfterOpen(second, model);
        }
    }

    @Test
    void readingThePositionChangesNothing() throws IOException {
        try (WriteBehindStore store = open("db")) {
            run(store, 50);
            store.checkpoint(directory.resolve("checkpoint"));
        }
        List<String> before = listing("checkpoint");

        WriteBehindStore.readPosition(directory.resolve("checkpoint"));

        assertThat(listing("checkpoint")).isEqualTo(before);
    }

    @Test
    void aCheckpointThatCannotBeMadeHarmsNothing() throws IOException {
        Files.createDirectories(directory.resolve("taken"));
        try (WriteBehindStore store = open("db")) {
            StoreDriver driver = run(store, 50);

            assertThatThrownBy(() -> store.checkpoint(directory.resolve("taken")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("exists already");

            driver.entry();
            assertThat(store.checkpoint(directory.resolve("free"))).isEqualTo(driver.model.position);
        }
    }

    @Test
    void whatIsLeftOfAnInterruptedRestoreIsReplaced() throws IOException {
        try (WriteBehindStore store = open("db")) {
            run(store, 50);
            store.checkpoint(directory.resolve("checkpoint"));
        }
        Path leftover = directory.resolve("live.unfinished");
        Files.createDirectories(leftover);
        Files.writeString(leftover.resolve("CURRENT"), "rubbish");

        WriteBehindStore.restoreFrom(directory.resolve("checkpoint"), directory.resolve("live"));

        assertThat(WriteBehindStore.readPosition(directory.resolve("live")))
                .isEqualTo(WriteBehindStore.readPosition(directory.resolve("checkpoint")));
        assertThat(leftover).doesNotExist();
    }

    private WriteBehindStore open(String name) {
        return WriteBehindStore.open(directory.resolve(name), RandomOperationsTest.TINY, cause -> fail(cause));
    }

    private static StoreDriver run(StateStore store, int entries) {
        StoreDriver driver = new StoreDriver(SEED, store, 100);
        driver.begin();
        for (int i = 0; i < entries; i++) {
            driver.entry();
        }
        return driver;
    }

    private List<Path> tables(String name) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(name))) {
            return files.filter(file -> file.toString().endsWith(".sst")).toList();
        }
    }

    private List<String> listing(String name) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory.resolve(name))) {
            for (Path file : files.sorted().toList()) {
                lines.add(file.getFileName() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return lines;
    }
}
