package io.paddock.server.raft;

import java.nio.file.Path;

/**
 * A whole copy of the state on disk.
 *
 * @param directory its files
 * @param position the last entry in it
 */
public record Checkpoint(Path directory, LogPosition position) {}
