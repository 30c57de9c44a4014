package io.paddock.server.raft;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of this server, in one directory: the newest two, and older ones only while they are being sent. Any thread; guarded by
 * this.
 *
 * <p>A checkpoint is made or received under a name that the next start removes, and renamed when all of it is on disk: one that has its name is whole.
 */
public final class SnapshotFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFiles.class);
    private static final Pattern NAME = Pattern.compile("(\\d+)_(\\d+)");
    private static final String UNFINISHED = ".unfinished";
    private static final int KEPT = 2;

    private final Path directory;

    @GuardedBy("this")
    private final List<Checkpoint> checkpoints;

    @GuardedBy("this")
    private final Map<Checkpoint, Integer> pins = new HashMap<>();

    @GuardedBy("this")
    private long unfinishedMade;

    private SnapshotFiles(Path directory, List<Checkpoint> checkpoints) {
        this.directory = directory;
        this.checkpoints = checkpoints;
    }

    /** Reads the directory, which is made if it is not there, and removes what was never finished. */
    public static SnapshotFiles open(Path directory) throws IOException {
        Files.createDirectories(directory);
        List<Checkpoint> found = new ArrayList<>();
        List<Path> names;
        try (Stream<Path> list = Files.list(directory)) {
            names = list.toList();
        }
        for (Path path : names) {
            Matcher matcher = NAME.matcher(path.getFileName().toString());
            if (matcher.matches()) {
                LogPosition position =
                        new LogPosition(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
                found.add(new Checkpoint(path, position));
            } else if (path.getFileName().toString().endsWith(UNFINISHED)) {
                DurableFiles.deleteTree(path);
            } else {
                LOG.warn("{} is no snapshot and is left alone", path);
            }
        }
        found.sort(Comparator.comparingLong(c -> c.position().index()));
        return new SnapshotFiles(directory, found);
    }

    /** The newest checkpoint, if any. It may be deleted later; see {@link #pinNewest}. */
    public synchronized Optional<Checkpoint> newest() {
        return checkpoints.isEmpty() ? Optional.empty() : Optional.of(checkpoints.get(checkpoints.size() - 1));
    }

    /** The newest checkpoint, which stays until the pin is closed. */
    public synchronized Optional<Pin> pinNewest() {
        return newest().map(checkpoint -> {
            pins.merge(checkpoint, 1, Integer::sum);
            return new Pin(checkpoint);
        });
    }

    /** A name for a checkpoint to be made; nothing is there yet. */
    synchronized Path unfinished() {
        unfinishedMade++;
        return directory.resolve(unfinishedMade + UNFINISHED);
    }

    /** Takes in what was made or received at {@link #unfinished}, and lets old ones go. When this returns, it will be there after a power loss. */
    Checkpoint finish(Path unfinished, LogPosition position) throws IOException {
        Path named = directory.resolve(position.term() + "_" + position.index());
        Checkpoint checkpoint = new Checkpoint(named, position);
        synchronized (this) {
            if (checkpoints.contains(checkpoint)) {
                DurableFiles.deleteTree(unfinished);
                return checkpoint;
            }
        }
        DurableFiles.forceTree(unfinished);
        DurableFiles.moveDirectory(unfinished, named);
        List<Checkpoint> old;
        synchronized (this) {
            checkpoints.add(checkpoint);
            checkpoints.sort(Comparator.comparingLong(c -> c.position().index()));
            old = forgetOld();
        }
        delete(old);
        return checkpoint;
    }

    /** Removes what came to nothing. */
    void discard(Path unfinished) throws IOException {
        DurableFiles.deleteTree(unfinished);
    }

    @GuardedBy("this")
    private List<Checkpoint> forgetOld() {
        List<Checkpoint> old = new ArrayList<>();
        for (Checkpoint checkpoint : List.copyOf(checkpoints.subList(0, Math.max(0, checkpoints.size() - KEPT)))) {
            if (!pins.containsKey(checkpoint)) {
                checkpoints.remove(checkpoint);
                old.add(checkpoint);
            }
        }
        return old;
    }

    /** A crash in the middle must not leave a part under a name that means whole: renamed first. */
    private void delete(List<Checkpoint> old) throws IOException {
        for (Checkpoint checkpoint : old) {
            Path doomed = unfinished();
            DurableFiles.moveDirectory(checkpoint.directory(), doomed);
            DurableFiles.deleteTree(doomed);
        }
    }

    private void unpin(Checkpoint checkpoint) {
        List<Checkpoint> old;
        synchronized (this) {
            pins.computeIfPresent(checkpoint, (c, count) -> count == 1 ? null : count - 1);
            old = forgetOld();
        }
        try {
            delete(old);
        } catch (IOException e) {
            throw new UncheckedIOException("could not delete old snapshots", e);
        }
    }

    /** Keeps a checkpoint from being deleted. */
    public final class Pin implements AutoCloseable {

        private final Checkpoint checkpoint;
        private boolean closed;

        private Pin(Checkpoint checkpoint) {
            this.checkpoint = checkpoint;
        }

        /** What is kept. */
        public Checkpoint checkpoint() {
            return checkpoint;
        }

        /** Lets it go; a second time does nothing. Deletes files. */
        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                unpin(checkpoint);
            }
        }
    }
}
