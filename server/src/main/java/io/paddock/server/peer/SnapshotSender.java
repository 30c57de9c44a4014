package io.paddock.server.peer;

import io.netty.channel.Channel;
import io.paddock.server.raft.Checkpoint;
import io.paddock.server.raft.SnapshotFiles;
import io.paddock.tree.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the newest snapshot over one connection, as fast as the receiver has it on its disk: a few chunks are on the way, and each one
 * acknowledged lets the next go. The snapshot is pinned meanwhile. Everything runs in order on threads that may block.
 *
 * <p>The checksum of a file comes after it, so that it is read once.
 */
final class SnapshotSender {

    static final int CHUNK_BYTES = 256 * 1024;
    static final int CHUNKS_UNDERWAY_MAX = 8;

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotSender.class);

    private final SnapshotFiles snapshots;
    private final Channel channel;
    private final SerialExecutor executor;
    private final List<Path> files = new ArrayList<>();
    private final CRC32C checksum = new CRC32C();
    private Optional<SnapshotFiles.Pin> pin = Optional.empty();
    private InputStream current;
    private int nextFile;
    private int chunksUnderway;
    private boolean stopped;

    SnapshotSender(SnapshotFiles snapshots, Channel channel, Executor blocking) {
        this.snapshots = snapshots;
        this.channel = channel;
        this.executor = new SerialExecutor(blocking);
    }

    void start() {
        executor.execute(() -> guarded(this::open));
    }

    void acknowledged() {
        executor.execute(() -> guarded(() -> {
            chunksUnderway--;
            pump();
        }));
    }

    /** The connection is gone. */
    void stop() {
        executor.execute(() -> {
            stopped = true;
            guarded(this::release);
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private void guarded(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            LOG.warn("could not send a snapshot", e);
            Connections.close(channel);
        }
    }

    private void open() throws IOException {
        if (stopped) {
            return;
        }
        pin = snapshots.pinNewest();
        if (pin.isEmpty()) {
            Connections.send(channel, new PeerMessage.SnapshotNone());
            return;
        }
        Checkpoint checkpoint = pin.get().checkpoint();
        List<PeerMessage.SnapshotFile> listing = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(checkpoint.directory())) {
            tree.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
        for (Path file : files) {
            String name = checkpoint.directory().relativize(file).toString();
            listing.add(new PeerMessage.SnapshotFile(name, Files.size(file)));
        }
        Connections.send(
                channel,
                new PeerMessage.SnapshotListing(
                        checkpoint.position().term(), checkpoint.position().index(), listing));
        pump();
    }

    private void pump() throws IOException {
        while (!stopped && chunksUnderway < CHUNKS_UNDERWAY_MAX && (current != null || nextFile < files.size())) {
            if (current == null) {
                current = Files.newInputStream(files.get(nextFile));
                nextFile++;
                checksum.reset();
            }
            byte[] chunk = current.readNBytes(CHUNK_BYTES);
            if (chunk.length > 0) {
                checksum.update(chunk);
                chunksUnderway++;
                Connections.send(channel, new PeerMessage.SnapshotChunk(Bytes.of(chunk)));
            } else {
                current.close();
                current = null;
                Connections.send(channel, new PeerMessage.SnapshotFileEnd((int) checksum.getValue()));
            }
        }
    }

    private void release() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
        pin.ifPresent(SnapshotFiles.Pin::close);
    }
}
