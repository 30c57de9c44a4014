package io.paddock.cluster.ensemble;

import io.paddock.store.UnpackLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What lets servers start sooner, if {@code -Dcluster.archives} names a folder for it: an archive of classes for each kind of server, and
 * RocksDB's library, which a server that is killed would leave behind in the system's temporary folder else.
 */
final class ServerArchives {
    private static final String PROPERTY = "cluster.archives";
    private static final Optional<Path> FOLDER =
            Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of);
    private static final Map<ServerKind, ClassArchive> ARCHIVES =
            FOLDER.map(ServerArchives::in).orElse(Map.of());
    private static final List<String> LIBRARY =
            FOLDER.map(ServerArchives::library).orElse(List.of());

    private ServerArchives() {}

    private static Map<ServerKind, ClassArchive> in(Path folder) {
        return Arrays.stream(ServerKind.values())
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        kind -> new ClassArchive(
                                folder,
                                kind.name().toLowerCase(Locale.ROOT),
                                kind.entries(),
                                file -> ClassRecording.record(kind, file))));
    }

    /** JVM arguments with which a server of this kind starts sooner, if there are any. */
    static List<String> options(ServerKind kind) {
        List<String> options = new ArrayList<>(kind == ServerKind.PADDOCK ? LIBRARY : List.of());
        Optional.ofNullable(ARCHIVES.get(kind)).map(ClassArchive::options).ifPresent(options::addAll);
        return options;
    }

    private static List<String> library(Path folder) {
        String version = ServerKind.PADDOCK.entries().stream()
                .map(entry -> entry.getFileName().toString())
                .filter(name -> name.startsWith("rocksdbjni-"))
                .findFirst()
                .orElseThrow();
        Path library = folder.resolve("native-" + version);
        try {
            UnpackLibrary.main(new String[] {library.toString()});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of("-Djava.library.path=" + library.toAbsolutePath());
    }
}
