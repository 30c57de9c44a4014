package io.paddock.server.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.embedded.EmbeddedChannel;
import io.paddock.server.raft.LogPosition;
import io.paddock.server.raft.SnapshotFixture;
import io.paddock.tree.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SnapshotTransferTest {

    @TempDir
    Path directory;

    private final Map<Integer, PeerAddress> all = TestPeer.addresses(2);

    @Test
    void everyFileArrivesAsItWas() throws IOException {
        byte[] large = new byte[5_000_000];
        new Random(1).nextBytes(large);
        try (TestPeer one = TestPeer.start(1, all, directory);
                TestPeer two = TestPeer.start(2, all, directory)) {
            SnapshotFixture.put(
                    one.snapshots(),
                    new LogPosition(3, 77),
                    Map.of("a", new byte[] {1}, "empty", new byte[0], "sub/large", large));
            Path target = directory.resolve("received");

            Optional<LogPosition> position =
                    two.channel().fetch(1, target).toCompletableFuture().join();

            assertThat(position).contains(new LogPosition(3, 77));
            assertThat(target.resolve("a")).hasBinaryContent(new byte[] {1});
            assertThat(target.resolve("empty")).isEmptyFile();
            assertThat(target.resolve("sub/large")).hasBinaryContent(large);
        }
    }

    @Test
    void aServerWithoutASnapshotSaysSo() throws IOException {
        try (TestPeer one = TestPeer.start(1, all, directory);
                TestPeer two = TestPeer.start(2, all, directory)) {
            assertThat(two.channel()
                            .fetch(1, directory.resolve("received"))
                            .toCompletableFuture()
                            .join())
                    .isEmpty();
            assertThat(one.halts()).isEmpty();
        }
    }

    @Test
    void aServerThatIsNotThereIsAFailure() throws IOException {
        try (TestPeer two = TestPeer.start(2, all, directory)) {
            assertThatThrownBy(() -> two.channel()
                            .fetch(1, directory.resolve("received"))
                            .toCompletableFuture()
                            .join())
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void aNameThatLeadsOutOfTheDirectoryIsRefused() {
        Path target = directory.resolve("received");
        SnapshotReceiver receiver = receiver(target, "../outside", 1);

        assertThatThrownBy(() -> receiver.result().join()).hasMessageContaining("must not hold a file of the name");
        assertThat(directory.resolve("outside")).doesNotExist();
    }

    @Test
    void aDamagedFileIsRefused() {
        SnapshotReceiver receiver = receiver(directory.resolve("received"), "a", 3);
        EmbeddedChannel channel = new EmbeddedChannel();

        receiver.received(channel, new PeerMessage.SnapshotChunk(Bytes.of(new byte[] {1, 2, 3})));
        receiver.received(channel, new PeerMessage.SnapshotFileEnd(checksum(new byte[] {1, 2, 4})));

        assertThatThrownBy(() -> receiver.result().join()).hasMessageContaining("checksum");
    }

    @Test
    void aFileThatIsLongerOrShorterThanAnnouncedIsRefused() {
        EmbeddedChannel channel = new EmbeddedChannel();
        SnapshotReceiver longer = receiver(directory.resolve("longer"), "a", 1);
        SnapshotReceiver shorter = receiver(directory.resolve("shorter"), "a", 5);

        longer.received(channel, new PeerMessage.SnapshotChunk(Bytes.of(new byte[] {1, 2})));
        shorter.received(channel, new PeerMessage.SnapshotFileEnd(0));

        assertThatThrownBy(() -> longer.result().join()).hasMessageContaining("more bytes than announced");
        assertThatThrownBy(() -> shorter.result().join()).hasMessageContaining("5 bytes are missing");
    }

    @Test
    void aConnectionThatEndsEarlyIsAFailure() {
        SnapshotReceiver receiver = receiver(directory.resolve("received"), "a", 1);

        receiver.ended(new IOException("gone"));

        assertThatThrownBy(() -> receiver.result().join()).hasMessageContaining("gone");
        assertThat(Files.exists(directory.resolve("received"))).isTrue();
    }

    private static SnapshotReceiver receiver(Path target, String name, long length) {
        SnapshotReceiver receiver = new SnapshotReceiver(target, Runnable::run);
        receiver.received(
                new EmbeddedChannel(),
                new PeerMessage.SnapshotListing(1, 1, List.of(new PeerMessage.SnapshotFile(name, length))));
        return receiver;
    }

    private static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }
}
