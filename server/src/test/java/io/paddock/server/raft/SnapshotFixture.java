package io.paddock.server.raft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Puts snapshots where the tests want them. */
public final class SnapshotFixture {

    private SnapshotFixture() {}

    /** Makes a snapshot of these files. */
    public static Checkpoint put(SnapshotFiles snapshots, LogPosition position, Map<String, byte[]> files)
            throws IOException {
        Path target = snapshots.unfinished();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = target.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return snapshots.finish(target, position);
    }
}
