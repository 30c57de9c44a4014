package io.paddock.server.raft;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.server.protocol.TermIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes checkpoints of the state and puts received ones in its place, never both at once. Any thread; the lock is held over the disk, and only
 * the snapshot and the apply thread ever wait for it.
 */
final class Installer {

    private static final Logger LOG = LoggerFactory.getLogger(Installer.class);

    private final ReplicatedState state;
    private final SnapshotFiles snapshots;
    private final CheckpointSource source;
    private final Object stateLock = new Object();

    @GuardedBy("this")
    private Checkpoint received;

    Installer(ReplicatedState state, SnapshotFiles snapshots, CheckpointSource source) {
        this.state = state;
        this.snapshots = snapshots;
        this.source = source;
    }

    /** The newest checkpoint there is when this returns; a new one if the state is further than the last. */
    Checkpoint makeCheckpoint() throws IOException {
        synchronized (stateLock) {
            Path target = snapshots.unfinished();
            LogPosition position = state.checkpoint(target);
            Optional<Checkpoint> newest = snapshots.newest();
            if (newest.isPresent() && newest.get().position().includes(position.index())) {
                snapshots.discard(target);
                return newest.get();
            }
            return snapshots.finish(target, position);
        }
    }

    /** Brings the leader's newest checkpoint. Null when it has none, as Ratis wants it: then the log is enough. */
    CompletableFuture<TermIndex> catchUp(int leader, TermIndex firstAvailable) {
        if (firstAvailable.getIndex() <= 0) {
            return CompletableFuture.completedFuture(null);
        }
        LOG.info("the log of the leader, server {}, begins at {}: fetching its snapshot", leader, firstAvailable);
        Path target = snapshots.unfinished();
        return source.fetch(leader, target)
                .handleAsync(
                        (position, failure) -> receive(target, firstAvailable, position, failure),
                        task -> new Thread(task, "raft-install").start())
                .toCompletableFuture();
    }

    private TermIndex receive(
            Path target, TermIndex firstAvailable, Optional<LogPosition> position, Throwable failure) {
        try {
            if (failure != null) {
                snapshots.discard(target);
                throw new IllegalStateException("the snapshot did not arrive", RaftNode.unwrapped(failure));
            }
            if (position.isEmpty()) {
                return null;
            }
            if (!position.get().includes(firstAvailable.getIndex() - 1)) {
                snapshots.discard(target);
                throw new IllegalStateException(
                        "expected a snapshot up to " + firstAvailable + " at least but got " + position.get());
            }
            Checkpoint checkpoint = snapshots.finish(target, position.get());
            synchronized (this) {
                received = checkpoint;
            }
            return RatisTypes.termIndex(position.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The apply thread. A state that is further already stays: the entries in between come again and are skipped. */
    LogPosition installReceived() throws IOException {
        Checkpoint checkpoint;
        synchronized (this) {
            checkpoint = received;
        }
        synchronized (stateLock) {
            if (!state.applied().includes(checkpoint.position().index())) {
                LOG.info("installing the snapshot at {}", checkpoint.position());
                state.install(checkpoint);
            }
        }
        return checkpoint.position();
    }
}
