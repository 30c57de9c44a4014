package io.paddock.server.raft;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out, before Ratis starts, whether log, snapshots and state belong together, and what the state must be brought to. */
final class StartCheck {

    private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);
    private static final String MEMBERS_FILE = "raft-meta.conf";

    private final RaftSettings settings;
    private final ReplicatedState state;
    private final SnapshotFiles snapshots;

    StartCheck(RaftSettings settings, ReplicatedState state, SnapshotFiles snapshots) {
        this.settings = settings;
        this.state = state;
        this.snapshots = snapshots;
    }

    static boolean hasHistory(RaftSettings settings) throws IOException {
        if (Files.exists(settings.logDirectory().resolve(MEMBERS_FILE))) {
            return true;
        }
        return LogTailCheck.hasSegments(settings.logDirectory());
    }

    /** Returns the position of the checkpoint that Ratis begins after. */
    LogPosition run() throws IOException {
        installNewer();
        long applied = state.applied().index();
        LogTailCheck.Extent log = new LogTailCheck(settings.logDirectory(), applied).run();
        LogPosition newest = newest();
        boolean snapshotIsEnough = newest.includes(applied);
        if (log.isEmpty() && !snapshotIsEnough) {
            throw new IOException("the log is missing: the state is at " + state.applied()
                    + " but there is no entry in " + settings.logDirectory() + ". " + remedy());
        }
        if (!log.isEmpty() && log.last() < applied && !snapshotIsEnough) {
            throw new IOException("the log has lost its end: the state is at " + state.applied() + " but the log in "
                    + settings.logDirectory() + " ends at entry " + log.last() + ". " + remedy());
        }
        if (!log.isEmpty() && !newest.includes(log.first() - 1)) {
            return replaceMissing(log);
        }
        return newest;
    }

    /** A checkpoint ahead of the state was received and its installation cut short, or the state was lost. */
    private void installNewer() throws IOException {
        Optional<Checkpoint> newest = snapshots.newest();
        if (newest.isPresent()
                && !state.applied().includes(newest.get().position().index())) {
            LOG.info(
                    "the state is at {}: installing the snapshot at {}",
                    state.applied(),
                    newest.get().position());
            state.install(newest.get());
        }
    }

    private LogPosition newest() {
        return snapshots.newest().map(Checkpoint::position).orElse(LogPosition.START);
    }

    /** The snapshot that the log was purged for is gone. The state itself is as good if it is as far. */
    private LogPosition replaceMissing(LogTailCheck.Extent log) throws IOException {
        if (!state.applied().includes(log.first() - 1)) {
            throw new IOException(
                    "the snapshot is missing: the log begins at entry " + log.first() + ", the newest snapshot is at "
                            + newest() + " and the state at " + state.applied() + ". " + remedy());
        }
        LOG.warn(
                "the snapshot before entry {} is missing; making one of the state at {}", log.first(), state.applied());
        var target = snapshots.unfinished();
        return snapshots.finish(target, state.checkpoint(target)).position();
    }

    private String remedy() {
        return settings.isAlone()
                ? "Restore the data from a backup."
                : "Remove this server's data and start it once with paddock.allowWipedServer=true while the other servers are up.";
    }
}
