package io.paddock.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of an open store as a killed process would leave them. */
final class CrashCopy {

    private CrashCopy() {}

    /** Copies what tells of tables first, then the tables: one that is gone meanwhile makes it begin anew. */
    static void of(Path live, Path copy) {
        try {
            while (!copied(live, copy)) {
                CheckpointFiles.deleteTree(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean copied(Path live, Path copy) throws IOException {
        Files.createDirectories(copy);
        try (Stream<Path> entries = Files.list(live)) {
            List<Path> files = entries.filter(file -> !file.endsWith("LOCK"))
                    .sorted(Comparator.comparingInt(CrashCopy::rank))
                    .toList();
            for (Path file : files) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        } catch (NoSuchFileException e) {
            return false;
        }
        try (Stream<Path> entries = Files.list(live)) {
            // Tables that came while the manifest was being copied.
            for (Path file :
                    entries.filter(file -> file.toString().endsWith(".sst")).toList()) {
                Path target = copy.resolve(file.getFileName());
                if (!Files.exists(target)) {
                    Files.copy(file, target);
                }
            }
        } catch (NoSuchFileException e) {
            return false;
        }
        return true;
    }

    private static int rank(Path file) {
        String name = file.getFileName().toString();
        if (name.equals("CURRENT")) {
            return 0;
        }
        return name.startsWith("MANIFEST") ? 1 : 2;
    }
}
