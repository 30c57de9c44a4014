package io.paddock.store;

import static io.paddock.store.TestZnodes.bytes;
import static io.paddock.store.TestZnodes.position;
import static io.paddock.store.TestZnodes.znode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.tree.Bytes;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails or is slow. */
final class FailingDiskTest {

    private static final StoreSettings SETTINGS = StoreSettings.DEFAULT.withGenerations(1000, 60_000, 3000);

    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

    @TempDir
    Path directory;

    @TempDir
    Path checkpoints;

    private HookedDisk disk;
    private WriteBehindStore store;
    private long index;

    @BeforeEach
    void open() {
        disk = new HookedDisk(RocksStateStore.open(directory, SETTINGS));
        store = WriteBehindStore.open(disk, SETTINGS, failures::add);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aFailedWriteIsToldOnceAndNotTriedAgain() throws InterruptedException {
        breakWrites();

        publishUntil(1000);
        Throwable told = failures.poll(1, TimeUnit.MINUTES);
        publishUntil(2000);
        store.close();

        assertThat(told).isInstanceOf(StoreException.class).hasMessage("broken");
        assertThat(failures).isEmpty();
        assertThat(disk.writes).hasValue(0);
    }

    @Test
    void publishingNeverFailsAndReadsGoOnAfterAFailure() throws InterruptedException {
        breakWrites();
        publishUntil(1000);
        failures.poll(1, TimeUnit.MINUTES);

        publish("/later");

        assertThat(store.view().data("/later")).hasValue(bytes("x"));
    }

    @Test
    void whoWaitsForRoomLearnsOfTheFailure() throws InterruptedException {
        breakWrites();
        publishUntil(3000);

        assertThatThrownBy(store::awaitRoom)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the store has failed or is closed");
        assertThat(failures.poll(1, TimeUnit.MINUTES)).hasMessage("broken");
    }

    @Test
    void aCheckpointThatCannotBeFlushedFailsTheStore() throws InterruptedException {
        publish("/a");
        disk.beforeFlush = FailingDiskTest::fail;

        assertThatThrownBy(() -> store.checkpoint(directory.resolve("checkpoint")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("broken");
        assertThat(failures.poll(1, TimeUnit.MINUTES)).hasMessage("broken");
        assertThatThrownBy(() -> store.checkpoint(directory.resolve("checkpoint")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed or has failed");
    }

    @Test
    void whatWasFlushedBeforeAFailureIsThereAfterwards() throws InterruptedException {
        publish("/a");
        store.checkpoint(checkpoints.resolve("first"));
        breakWrites();
        publish("/b");
        publishUntil(1000);
        failures.poll(1, TimeUnit.MINUTES);
        store.close();

        try (WriteBehindStore reopened = WriteBehindStore.open(directory, SETTINGS, failures::add)) {
            assertThat(reopened.opened()).isEqualTo(position(0));
            assertThat(reopened.znode("/a").exists()).isTrue();
            assertThat(reopened.znode("/b").exists()).isFalse();
        }
    }

    @Test
    void roomIsAwaitedWhileTheWriterIsBehindAndOnlyThen() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        disk.beforeWrite = () -> {
            writing.countDown();
            awaitLatch(goOn);
        };
        publishUntil(1000);
        store.awaitRoom();
        awaitLatch(writing);
        publishUntil(3000);

        ExecutorService apply = Executors.newSingleThreadExecutor();
        Future<?> waiting = apply.submit(store::awaitRoom);
        assertThat(waiting.isDone()).isFalse();
        goOn.countDown();

        waiting.get(1, TimeUnit.MINUTES);
        apply.shutdown();
        assertThat(store.statistics().pendingBytes()).isLessThan(3000);
        assertThat(failures).isEmpty();
    }

    @Test
    void roomIsNotAwaitedInTheMiddleOfAnEntryThatAloneIsTooLarge() {
        store.publish("/large", znode(1, Bytes.of(new byte[5000]), 0), Bytes.of(new byte[5000]));
        store.awaitRoom();
        store.publishPosition(position(index++));

        store.awaitRoom();

        assertThat(store.statistics().pendingBytes()).isLessThan(3000);
    }

    private void breakWrites() {
        disk.beforeWrite = FailingDiskTest::fail;
    }

    private static void fail() {
        throw new StoreException("broken");
    }

    /** Publishes until at least so much is not written, or the writer has taken something. */
    private void publishUntil(long bytes) {
        long until = index + bytes / 100;
        while (store.statistics().pendingBytes() < bytes && index < until) {
            publish("/n" + index);
        }
    }

    private void publish(String path) {
        store.publish(path, znode(1, bytes("x"), 0), bytes("x"));
        store.publishPosition(position(index++));
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
