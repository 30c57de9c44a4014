package io.paddock.server.raft;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Brings checkpoints from other servers. */
public interface CheckpointSource {

    /**
     * Copies the newest checkpoint of {@code server} into {@code target}, which must not exist. When the stage completes, every file is
     * verified and files and directories are on disk; after a failure {@code target} may be there in part. Any thread; does not block.
     *
     * @return where the checkpoint is in the log; empty when that server has none
     */
    CompletionStage<Optional<LogPosition>> fetch(int server, Path target);
}
