package io.paddock.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Directories of checkpoints: made under another name, forced to disk, then renamed, so that one that has its name is whole.
 *
 * <p>Files that RocksDB never changes are shared by hard links between a checkpoint and a live directory; all others are copied.
 */
final class CheckpointFiles {

    private static final String UNFINISHED = ".unfinished";
    private static final String TABLE = ".sst";
    private static final String LOCK = "LOCK";

    private CheckpointFiles() {}

    /** Where a directory is made that will be {@code target}. */
    static Path unfinished(Path target) {
        Path absolute = target.toAbsolutePath();
        return absolute.resolveSibling(absolute.getFileName() + UNFINISHED);
    }

    static void checkTarget(Path target) throws IOException {
        if (Files.exists(target)) {
            throw new IOException("the directory " + target + " exists already");
        }
        Files.createDirectories(target.toAbsolutePath().getParent());
    }

    /** Forces what is in {@code made} to disk, and gives it its name. */
    static void finish(Path made, Path target) throws IOException {
        for (Path file : files(made)) {
            // Tables were forced when they were written.
            if (!isTable(file)) {
                force(file);
            }
        }
        force(made);
        Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
        force(target.toAbsolutePath().getParent());
    }

    /** Makes {@code live}, which must not exist, from a checkpoint, which stays as it is. */
    static void restore(Path checkpoint, Path live) throws IOException {
        checkTarget(live);
        Path made = unfinished(live);
        deleteTree(made);
        Files.createDirectory(made);
        for (Path file : files(checkpoint)) {
            Path copy = made.resolve(file.getFileName());
            if (isTable(file)) {
                linkOrCopy(file, copy);
            } else if (!file.endsWith(LOCK)) {
                Files.copy(file, copy);
            }
        }
        finish(made, live);
    }

    private static void linkOrCopy(Path file, Path copy) throws IOException {
        try {
            Files.createLink(copy, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Another file system, or one without hard links.
            Files.copy(file, copy);
            force(copy);
        }
    }

    private static boolean isTable(Path file) {
        return file.toString().endsWith(TABLE);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    static void deleteTree(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> entries = Files.walk(root)) {
            entries.sorted(Comparator.reverseOrder()).forEach(found::add);
        } catch (NoSuchFileException e) {
            return;
        }
        for (Path path : found) {
            Files.delete(path);
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
