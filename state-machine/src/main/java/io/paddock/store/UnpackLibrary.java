package io.paddock.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * Unpacks RocksDB's library for this machine, run once after a build: a process whose {@code java.library.path} is that directory need not
 * unpack it at each start, 17 MB that take as long as a tenth of the start.
 */
public final class UnpackLibrary {

    private UnpackLibrary() {}

    /** The only argument is the directory; it is there only when the library is in it whole. */
    public static void main(String[] arguments) throws IOException {
        unpack(Path.of(arguments[0]));
    }

    /**
     * As {@link #main}; a directory that is there already stays as it is.
     *
     * @throws IOException if there is no library for this machine, or it cannot be written
     */
    static void unpack(Path directory) throws IOException {
        if (Files.exists(directory)) {
            return;
        }
        String name = Environment.getJniLibraryFileName("rocksdb");
        Path parent = Files.createDirectories(directory.toAbsolutePath().getParent());
        Path whole = Files.createTempDirectory(parent, "library");
        Path file = whole.resolve(name);
        try (InputStream packed = RocksDB.class.getClassLoader().getResourceAsStream(name)) {
            if (packed == null) {
                throw new IOException("RocksDB has no " + name);
            }
            Files.copy(packed, file);
            Files.move(whole, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException failed) {
            // Somebody else may have been first.
            if (!Files.exists(directory)) {
                throw failed;
            }
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(whole);
        }
    }
}
