package io.paddock.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The layout of a data directory: {@code store-N} the state, {@code checkpoints} the snapshots, {@code raft} the log. There are two stores
 * only while a snapshot takes the place of the state: the one with the higher number, which is whole as soon as it has its name, counts.
 *
 * @param root {@code dataDir}
 * @param logRoot {@code dataLogDir}
 */
record DataDirectory(Path root, Path logRoot) {

    private static final String STORE = "store-";

    Path checkpoints() {
        return root.resolve("checkpoints");
    }

    Path log() {
        return logRoot.resolve("raft");
    }

    /** Makes what is missing, and removes what an exchange of the store that was cut short has left. */
    void prepare() throws IOException {
        Files.createDirectories(root);
        Files.createDirectories(log());
        int newest = newestStore();
        for (Path old : stores()) {
            if (!old.equals(store(newest))) {
                delete(old);
            }
        }
    }

    /** The number of the store that counts, 1 when there is none. */
    int newestStore() throws IOException {
        return stores().stream().mapToInt(DataDirectory::number).max().orElse(1);
    }

    Path store(int number) {
        return root.resolve(STORE + number);
    }

    private List<Path> stores() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(file -> number(file) > 0).sorted().toList();
        }
    }

    /** The number of a store, 0 for any other file. */
    private static int number(Path file) {
        String name = file.getFileName().toString();
        return name.matches(STORE + "[1-9][0-9]{0,8}") ? Integer.parseInt(name.substring(STORE.length())) : 0;
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(DataDirectory::deleteOne);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
