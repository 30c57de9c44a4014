package io.paddock.server.peer;

import io.netty.channel.Channel;
import io.paddock.server.raft.DurableFiles;
import io.paddock.server.raft.LogPosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.zip.CRC32C;

/**
 * Receives a snapshot into a directory. Every name, length and checksum is checked; when the result is there, all of it is on disk. What
 * comes is put to disk in order on threads that may block.
 */
final class SnapshotReceiver implements Conversation {

    private final Path target;
    private final SerialExecutor executor;
    private final CompletableFuture<Optional<LogPosition>> result = new CompletableFuture<>();
    private final CRC32C checksum = new CRC32C();
    private Optional<PeerMessage.SnapshotListing> listing = Optional.empty();
    private FileChannel current;
    private int currentFile;
    private long missingBytes;

    SnapshotReceiver(Path target, Executor blocking) {
        this.target = target;
        this.executor = new SerialExecutor(blocking);
    }

    CompletableFuture<Optional<LogPosition>> result() {
        return result;
    }

    @Override
    public void welcomed(Channel channel, PeerMessage.Welcome welcome) {
        Connections.send(channel, new PeerMessage.SnapshotRequest());
    }

    @Override
    public void received(Channel channel, PeerMessage message) {
        executor.execute(() -> {
            try {
                take(channel, message);
            } catch (IOException e) {
                result.completeExceptionally(e);
                Connections.close(channel);
            }
        });
    }

    private void take(Channel channel, PeerMessage message) throws IOException {
        if (result.isDone()) {
            return;
        }
        switch (message.kind()) {
            case SNAPSHOT_NONE -> {
                result.complete(Optional.empty());
                Connections.close(channel);
            }
            case SNAPSHOT_LISTING -> begin(channel, (PeerMessage.SnapshotListing) message);
            case SNAPSHOT_CHUNK -> {
                write(((PeerMessage.SnapshotChunk) message).bytes().array());
                Connections.send(channel, new PeerMessage.SnapshotAck());
            }
            case SNAPSHOT_FILE_END -> endFile(channel, ((PeerMessage.SnapshotFileEnd) message).checksum());
            default -> throw new IOException("expected a part of a snapshot but got " + message.kind());
        }
    }

    private void begin(Channel channel, PeerMessage.SnapshotListing announced) throws IOException {
        if (listing.isPresent()) {
            throw new IOException("a second listing");
        }
        listing = Optional.of(announced);
        Files.createDirectory(target);
        openNext(channel);
    }

    private void openNext(Channel channel) throws IOException {
        List<PeerMessage.SnapshotFile> files = listing.orElseThrow().files();
        if (currentFile == files.size()) {
            DurableFiles.forceTree(target);
            result.complete(Optional.of(
                    new LogPosition(listing.get().term(), listing.get().index())));
            Connections.close(channel);
            return;
        }
        PeerMessage.SnapshotFile file = files.get(currentFile);
        Path path = target.resolve(file.name()).normalize();
        if (!path.startsWith(target) || path.equals(target)) {
            throw new IOException("a snapshot must not hold a file of the name " + file.name());
        }
        Files.createDirectories(path.getParent());
        current = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        missingBytes = file.length();
        checksum.reset();
    }

    private void write(byte[] bytes) throws IOException {
        if (current == null || bytes.length > missingBytes) {
            throw new IOException("more bytes than announced in file " + currentFile + " of " + listing);
        }
        missingBytes -= bytes.length;
        checksum.update(bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            current.write(buffer);
        }
    }

    private void endFile(Channel channel, int expected) throws IOException {
        if (current == null || missingBytes > 0) {
            throw new IOException(missingBytes + " bytes are missing in file " + currentFile + " of " + listing);
        }
        if (expected != (int) checksum.getValue()) {
            throw new IOException("expected the checksum " + Integer.toHexString(expected) + " but got "
                    + Integer.toHexString((int) checksum.getValue()) + " in file " + currentFile + " of " + listing);
        }
        current.close();
        current = null;
        currentFile++;
        openNext(channel);
    }

    /** The bytes that came before are still written first, and may complete it. */
    @Override
    public void ended(Throwable cause) {
        executor.execute(() -> {
            result.completeExceptionally(cause);
            try {
                if (current != null) {
                    current.close();
                    current = null;
                }
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        });
    }
}
