package io.paddock.cluster.ensemble;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Classes that a server loads, in a file from which its starts take half the processor time. It is made once for a class
 * path, whose files' sizes and times are in its name, so that it is never of another build; whoever else wants it
 * meanwhile, also in another process, waits. Without one, a start takes longer, and that is all. Guarded by its own lock.
 */
final class ClassArchive {
    private static final System.Logger LOG = System.getLogger(ClassArchive.class.getName());
    private static final int KEY_DIGITS = 16;

    private final Path folder;
    private final String name;
    private final List<Path> classPath;
    private final Recorder recorder;

    @GuardedBy("this")
    private Optional<List<String>> options = Optional.empty();

    /** For processes with this class path. The name is that of the file, before what tells its content. */
    ClassArchive(Path folder, String name, List<Path> classPath, Recorder recorder) {
        this.folder = folder;
        this.name = name;
        this.classPath = List.copyOf(classPath);
        this.recorder = recorder;
    }

    /**
     * The arguments of a JVM that starts from the archive; none if there is none. The first call makes it if nobody did.
     *
     * <p>There is none for a class path with folders in it, and none, for as long as this process runs, if it could not
     * be made. An interrupt is kept for the caller.
     */
    synchronized List<String> options() {
        if (options.isEmpty()) {
            options = Optional.of(find().map(ClassArchive::optionsFor).orElse(List.of()));
        }
        return options.get();
    }

    private static List<String> optionsFor(Path archive) {
        // The JVM checks once more that it fits, and else goes without, of which nobody needs to be told.
        return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    private Optional<Path> find() {
        if (!classPath.stream().allMatch(Files::isRegularFile)) {
            return Optional.empty();
        }
        try {
            Path archive = folder.toAbsolutePath().resolve(name + "-" + key() + ".jsa");
            if (!Files.exists(archive)) {
                makeUnlessMade(archive);
            }
            return Optional.of(archive);
        } catch (IOException | IllegalStateException e) {
            LOG.log(System.Logger.Level.WARNING, "servers start without an archive of their classes", e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private String key() throws IOException {
        StringBuilder text = new StringBuilder(System.getProperty("java.home") + System.getProperty("java.vm.version"));
        for (Path entry : classPath) {
            text.append('\n').append(entry.toAbsolutePath());
            text.append(' ').append(Files.size(entry));
            text.append(' ').append(Files.getLastModifiedTime(entry).toMillis());
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, KEY_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected every JVM to know SHA-256", e);
        }
    }

    private void makeUnlessMade(Path archive) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        try (FileChannel channel = FileChannel.open(
                        folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(archive)) {
                deleteEarlierOnes();
                make(archive);
            }
        }
    }

    /** A process that still starts from one of them keeps it until it ends. */
    private void deleteEarlierOnes() throws IOException {
        try (var files = Files.newDirectoryStream(folder, name + "-*.jsa*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void make(Path archive) throws IOException, InterruptedException {
        Path beside = archive.resolveSibling(
                archive.getFileName() + "." + ProcessHandle.current().pid());
        try {
            recorder.record(beside);
            try {
                Files.move(beside, archive, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                throw new IOException("expected a file system that moves within a folder at once", e);
            }
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Whoever lets a process load what the later ones load. */
    @FunctionalInterface
    interface Recorder {
        /**
         * Has a JVM write its loaded classes to this file, and returns when it is written.
         *
         * @throws IllegalStateException when that process did not do as it should
         */
        void record(Path archive) throws IOException, InterruptedException;
    }
}
