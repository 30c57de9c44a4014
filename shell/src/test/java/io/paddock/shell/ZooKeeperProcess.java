package io.paddock.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real ZooKeeper, standalone, as a process of its own on a free port. Its data goes when it is closed. */
final class ZooKeeperProcess implements ServerSource {
    private Optional<Process> process = Optional.empty();
    private Path folder = Path.of(".");

    @Override
    public String start(Map<String, String> config) throws IOException {
        folder = Files.createTempDirectory("shell-test-zookeeper");
        int port = FreePort.next();
        List<String> lines = new ArrayList<>(List.of(
                "dataDir=" + folder.resolve("data"),
                "clientPort=" + port,
                "clientPortAddress=127.0.0.1",
                "admin.enableServer=false"));
        config.forEach((key, value) -> lines.add(key + "=" + value));
        Files.write(folder.resolve("zoo.cfg"), lines);
        process = Optional.of(new ProcessBuilder(JavaCommand.of(
                        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                        "org.apache.zookeeper.server.ZooKeeperServerMain",
                        folder.resolve("zoo.cfg").toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start());
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        if (process.isEmpty()) {
            return;
        }
        process.get().destroy();
        process.get().onExit().join();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
