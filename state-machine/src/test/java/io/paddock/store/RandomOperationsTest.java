package io.paddock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random entries against a naive model, while the writer runs as it likes. */
final class RandomOperationsTest {

    private static final int ENTRIES = 1500;

    /** Next to no cache, generations of a few records, flushes all the time: everything that can happen does. */
    static final StoreSettings TINY = StoreSettings.DEFAULT
            .withCaches(4_000, 4_000)
            .withGenerations(4_000, 2, 20_000)
            .withRocks(1 << 20, 1 << 16, 10);

    static Stream<Long> seeds() {
        return LongStream.generate(new Random()::nextLong)
                .limit(4)
                .peek(seed -> System.out.println("RandomOperationsTest: seed " + seed))
                .boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyReadGivesWhatWasPublishedLast(long seed, @TempDir Path directory) {
        Random random = new Random(seed);
        try (WriteBehindStore store = WriteBehindStore.open(directory.resolve("db"), TINY, cause -> fail(cause))) {
            StoreDriver driver = new StoreDriver(seed, store, 120);

            driver.begin();
            for (int i = 0; i < ENTRIES; i++) {
                store.awaitRoom();
                driver.entry();
                StoreComparison.assertSame(store, driver.model, driver.anyPath());
                StoreComparison.assertSame(store, driver.model, "/n" + random.nextInt(5) + "/n" + random.nextInt(5));
                StoreComparison.assertSameToApply(store, driver.model, driver.anyPath());
                if (i % 50 == 0) {
                    String path = driver.anyPath();
                    assertThat(store.countDescendants(path)).as(path).isEqualTo(driver.model.descendants(path));
                }
            }

            driver.model.nodes.keySet().forEach(path -> StoreComparison.assertSame(store, driver.model, path));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatWasPublishedIsThereAfterCloseAndOpen(long seed, @TempDir Path directory) {
        StoreModel model;
        try (WriteBehindStore store = WriteBehindStore.open(directory.resolve("db"), TINY, cause -> fail(cause))) {
            StoreDriver driver = new StoreDriver(seed, store, 120);
            driver.begin();
            for (int i = 0; i < ENTRIES; i++) {
                driver.entry();
            }
            model = driver.model;
        }

        try (WriteBehindStore store = WriteBehindStore.open(directory.resolve("db"), TINY, cause -> fail(cause))) {
            StoreComparison.assertSameAfterOpen(store, model);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aCrashLeavesTheStateOfAnEntryThatEnded(long seed, @TempDir Path directory) {
        Map<Long, StoreModel> history = new HashMap<>();
        Path crashed = directory.resolve("crashed");
        try (WriteBehindStore store = WriteBehindStore.open(directory.resolve("db"), TINY, cause -> fail(cause))) {
            StoreDriver driver = new StoreDriver(seed, store, 120);
            driver.begin();
            history.put(-1L, new StoreModel());
            int crashAt = new Random(seed).nextInt(ENTRIES);
            Position survived = Position.START;
            for (int i = 0; i < ENTRIES; i++) {
                history.put(driver.model.position.index(), driver.model.copy());
                driver.entry();
                if (i == crashAt) {
                    survived = store.written();
                    CrashCopy.of(directory.resolve("db"), crashed);
                }
            }

            try (WriteBehindStore copy = WriteBehindStore.open(crashed, TINY, cause -> fail(cause))) {
                assertThat(copy.opened().index()).isBetween(survived.index(), (long) crashAt + 1);
                StoreComparison.assertSameAfterOpen(
                        copy, history.get(copy.opened().index()));
            }
        }
    }
}
