package io.paddock.cluster.ensemble;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The archives of classes of this process, one for each kind of server, if {@code -Dcluster.archives} names a folder for them. */
final class ServerArchives {
    private static final String PROPERTY = "cluster.archives";
    private static final Map<ServerKind, ClassArchive> ARCHIVES = Optional.ofNullable(System.getProperty(PROPERTY))
            .map(folder -> in(Path.of(folder)))
            .orElse(Map.of());

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
        return Optional.ofNullable(ARCHIVES.get(kind))
                .map(ClassArchive::options)
                .orElse(List.of());
    }
}
