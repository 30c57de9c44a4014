package io.paddock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers under the shared publish lock see exactly what is published at their moment, cold or not, while the writer runs. */
final class ConcurrentReadersTest {

    private static final int ENTRIES = 4000;
    private static final int READERS = 3;

    private final ReadWriteLock publishLock = new ReentrantReadWriteLock();
    private final AtomicBoolean isOver = new AtomicBoolean();

    static Stream<Long> seeds() {
        return LongStream.generate(new Random()::nextLong)
                .limit(3)
                .peek(seed -> System.out.println("ConcurrentReadersTest: seed " + seed))
                .boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyReadSeesWhatIsPublishedAtItsMoment(long seed, @TempDir Path directory) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try (WriteBehindStore store =
                WriteBehindStore.open(directory.resolve("db"), RandomOperationsTest.TINY, cause -> fail(cause))) {
            StoreDriver driver = new StoreDriver(seed, store, 150);
            driver.begin();
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                long readerSeed = seed + i;
                readers.add(threads.submit(() -> readUntilOver(store, driver.model, new Random(readerSeed))));
            }

            publish(store, driver, readers);

            isOver.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get(1, TimeUnit.MINUTES)).as("reads").isPositive();
            }
            assertThat(store.statistics().misses()).as("cold reads").isPositive();
        } finally {
            isOver.set(true);
            threads.shutdownNow();
        }
    }

    private void publish(WriteBehindStore store, StoreDriver driver, List<Future<Integer>> readers) {
        for (int i = 0; i < ENTRIES && readers.stream().noneMatch(Future::isDone); i++) {
            store.awaitRoom();
            publishLock.writeLock().lock();
            try {
                driver.entry();
            } finally {
                publishLock.writeLock().unlock();
            }
            StoreComparison.assertSameToApply(store, driver.model, driver.anyPath());
        }
    }

    private int readUntilOver(StateStore store, StoreModel model, Random random) {
        int reads = 0;
        while (!isOver.get()) {
            read(store, model, anyPath(random));
            reads++;
        }
        return reads;
    }

    private static String anyPath(Random random) {
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(4); depth >= 0; depth--) {
            path.append("/n").append(random.nextInt(5)).append(random.nextInt(4) == 0 ? "-x" : "");
        }
        return random.nextInt(8) == 0 ? "/" : path.toString();
    }

    /** One read, as a server does it: with what was loaded without the lock, it begins anew. */
    private void read(StateStore store, StoreModel model, String path) {
        Set<ColdKey> cold = new HashSet<>();
        Optional<StateStore.Loaded> loaded = Optional.empty();
        boolean isDone = false;
        while (!isDone) {
            publishLock.readLock().lock();
            try {
                Optional<ReadView> view = loaded.isEmpty() ? Optional.of(store.view()) : store.view(loaded.get());
                Set<ColdKey> missing = view.isEmpty() ? Set.of() : StoreComparison.compare(view.get(), model, path);
                cold.addAll(missing);
                isDone = view.isPresent() && missing.isEmpty();
            } finally {
                publishLock.readLock().unlock();
            }
            if (!isDone) {
                loaded = Optional.of(store.load(cold));
            }
        }
    }
}
