package io.paddock.shell;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The shell's jar with the jars it needs, as its users have them, and an archive of its classes from which it starts in
 * half the time. Guarded by its own lock.
 */
final class PackagedShell {
    private static final System.Logger LOG = System.getLogger(PackagedShell.class.getName());
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Optional<PackagedShell> OF_THIS_BUILD = find(TARGET);

    private final Path folder;
    private final String classPath;

    @GuardedBy("this")
    private Optional<List<String>> archive = Optional.empty();

    private PackagedShell(Path folder, String classPath) {
        this.folder = folder;
        this.classPath = classPath;
    }

    /** None where the build did not get as far as to make the jar, or where it is not of the classes that lie beside it. */
    static Optional<PackagedShell> ofThisBuild() {
        return OF_THIS_BUILD;
    }

    /** As {@link #ofThisBuild}, in the folder of a build. */
    static Optional<PackagedShell> find(Path target) {
        Path dependencies = target.resolve("runtime-class-path");
        try {
            Optional<Path> jar = jar(target);
            if (jar.isEmpty() || !Files.exists(dependencies) || !isOf(jar.get(), target.resolve("classes"))) {
                return Optional.empty();
            }
            String path = jar.get()
                    + File.pathSeparator
                    + Files.readString(dependencies, StandardCharsets.UTF_8).strip();
            boolean isJarsOnly = Arrays.stream(path.split(File.pathSeparator, -1))
                    .allMatch(entry -> Files.isRegularFile(Path.of(entry)));
            return isJarsOnly ? Optional.of(new PackagedShell(target, path)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> jar(Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(target)) {
            List<Path> jars = files.filter(file -> file.getFileName()
                            .toString()
                            .matches("paddock-shell-.*(?<!-tests|-sources|-javadoc)\\.jar"))
                    .toList();
            return jars.size() == 1 ? Optional.of(jars.get(0)) : Optional.empty();
        }
    }

    /** Whether the jar has each of these classes as it is. Times do not tell: a build leaves a jar alone that it would not change. */
    private static boolean isOf(Path jar, Path classes) throws IOException {
        if (!Files.isDirectory(classes)) {
            return false;
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (Path file : files) {
                ZipEntry entry =
                        zip.getEntry(classes.relativize(file).toString().replace(File.separatorChar, '/'));
                if (entry == null || !isEqual(zip, entry, file)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean isEqual(ZipFile zip, ZipEntry entry, Path file) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return Arrays.equals(in.readAllBytes(), Files.readAllBytes(file));
        }
    }

    /** The jars by name, as an archive of classes wants them. */
    String classPath() {
        return classPath;
    }

    /**
     * JVM arguments that start from the archive. The first call makes it, with these arguments besides, if nobody did yet; none
     * if that fails: then a start takes longer, and that is all.
     */
    synchronized List<String> archiveOptions(List<String> options) {
        if (archive.isEmpty()) {
            archive = Optional.of(findArchive(options)
                    .map(file -> List.of("-XX:SharedArchiveFile=" + file))
                    .orElse(List.of()));
        }
        return archive.get();
    }

    private Optional<Path> findArchive(List<String> options) {
        try {
            Path file = folder.resolve("test-shell-" + key() + ".jsa");
            if (!Files.exists(file)) {
                makeUnlessMade(file, options);
            }
            return Optional.of(file).filter(Files::exists);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the shell starts without an archive of its classes", e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Of another content, another time or another Java, another name. */
    private String key() throws IOException {
        StringBuilder text = new StringBuilder(System.getProperty("java.home") + System.getProperty("java.vm.version"));
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path file = Path.of(entry);
            text.append('\n').append(entry).append(' ').append(Files.size(file));
            text.append(' ').append(Files.getLastModifiedTime(file).toMillis());
        }
        return Integer.toHexString(text.toString().hashCode());
    }

    private void makeUnlessMade(Path file, List<String> options) throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(
                        folder.resolve("test-shell.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(file)) {
                try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, "test-shell-*.jsa*")) {
                    for (Path old : earlier) {
                        Files.deleteIfExists(old);
                    }
                }
                make(file, options);
            }
        }
    }

    private void make(Path file, List<String> options) throws IOException, InterruptedException {
        Path beside = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        List<String> recording = Stream.concat(options.stream(), Stream.of("-XX:ArchiveClassesAtExit=" + beside))
                .toList();
        int status = new ProcessBuilder(
                        JavaCommand.withClassPath(classPath, recording, "io.paddock.shell.StartUpRehearsal"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status == 0 && Files.exists(beside)) {
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.deleteIfExists(beside);
        }
    }
}
