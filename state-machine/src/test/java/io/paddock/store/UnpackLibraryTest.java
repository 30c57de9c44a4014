package io.paddock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;

class UnpackLibraryTest {

    @TempDir
    Path work;

    @Test
    void theLibraryOfThisMachineIsThereWholeAndNothingElse() throws IOException {
        Path directory = work.resolve("native").resolve("rocksdbjni");

        UnpackLibrary.main(new String[] {directory.toString()});

        List<Path> files = list(directory);
        assertThat(files).hasSize(1);
        try (InputStream packed = RocksDB.class
                .getClassLoader()
                .getResourceAsStream(files.get(0).getFileName().toString())) {
            assertThat(files.get(0)).hasBinaryContent(packed.readAllBytes());
        }
        assertThat(list(directory.getParent())).as("no rest of the work").containsExactly(directory);
    }

    @Test
    void whatIsThereStays() throws IOException {
        Path directory = Files.createDirectory(work.resolve("there"));

        UnpackLibrary.unpack(directory);

        assertThat(list(directory)).isEmpty();
        assertThat(list(work)).containsExactly(directory);
    }

    /** As tests do that run side by side; who comes second finds it made meanwhile. */
    @Test
    void whoeverIsFirstSeveralMayUnpackAtOnce() throws Exception {
        Path directory = work.resolve("native");
        CyclicBarrier barrier = new CyclicBarrier(4);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> all = Collections.nCopies(4, () -> {
                barrier.await();
                UnpackLibrary.unpack(directory);
                return Files.exists(directory);
            });
            for (Future<Boolean> one : threads.invokeAll(all)) {
                assertThat(one.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(list(directory)).hasSize(1);
        assertThat(list(work)).containsExactly(directory);
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
