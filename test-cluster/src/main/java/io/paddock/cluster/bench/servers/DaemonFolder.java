package io.paddock.cluster.bench.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A temporary folder of servers in the background. When it is closed, or this process ends, every process whose command
 * line names a file in it is ended, by its id, and the folder deleted.
 */
final class DaemonFolder implements AutoCloseable {
    private static final long END_SECONDS = 20;

    private final Path path;
    private final Queue<Process> scripts = new ConcurrentLinkedQueue<>();
    private final Thread atExit = new Thread(this::clearAway, "stop-servers-at-exit");

    private DaemonFolder(Path path) {
        this.path = path;
    }

    static DaemonFolder create() throws IOException {
        DaemonFolder folder = new DaemonFolder(Files.createTempDirectory("paddock-bench-"));
        Runtime.getRuntime().addShutdownHook(folder.atExit);
        return folder;
    }

    Path path() {
        return path;
    }

    /** A script was started that may start servers; it is ended first. */
    void note(Process script) {
        scripts.removeIf(each -> !each.isAlive());
        scripts.add(script);
    }

    /** The live process that the pid file of a data folder names. */
    static Optional<ProcessHandle> processOf(Path data) {
        try {
            String pid = Files.readString(data.resolve("paddock.pid")).strip();
            return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // This process ends, and the hook that runs does the same.
            return;
        }
        clearAway();
    }

    private void clearAway() {
        scripts.forEach(script -> end(script.toHandle()));
        List<ProcessHandle> found =
                ProcessHandle.allProcesses().filter(this::isHere).toList();
        found.forEach(ProcessHandle::destroy);
        found.forEach(DaemonFolder::end);
        try {
            deleteTree();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isHere(ProcessHandle process) {
        String inside = path + "/";
        return process.info().arguments().stream()
                .flatMap(Arrays::stream)
                .anyMatch(argument -> argument.startsWith(inside));
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(END_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException stubborn) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void deleteTree() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
