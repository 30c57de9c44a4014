package io.paddock.cluster.ensemble;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of one server: its configuration, its data and its log. Immutable. */
final class ServerFiles {
    private static final int LOG_TAIL_LINES = 30;

    private final Path folder;

    ServerFiles(Path folder) {
        this.folder = folder;
    }

    Path config() {
        return folder.resolve("zoo.cfg");
    }

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("server.log");
    }

    /** Writes the configuration and, in a data folder that it makes if needed, the server's id. */
    void write(int id, List<String> configLines) throws IOException {
        Files.createDirectories(data());
        Files.writeString(data().resolve("myid"), id + "\n");
        Files.write(config(), configLines);
    }

    /** Deletes the data folder with all that is in it. */
    void wipe() throws IOException {
        deleteTree(data());
    }

    /** The end of the log, for the message of a failure. */
    String logTail() throws IOException {
        List<String> lines =
                Files.exists(log()) ? Files.readAllLines(log(), StandardCharsets.ISO_8859_1) : List.of("(no log)");
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    }

    /** Deletes a folder and everything below it; one that is not there is no error. */
    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            paths.sorted(Comparator.reverseOrder()).forEach(ServerFiles::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
