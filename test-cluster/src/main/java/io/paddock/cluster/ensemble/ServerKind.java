package io.paddock.cluster.ensemble;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which product a server process runs. */
public enum ServerKind {
    /** Paddock's own server, of this build: its jars, or in an unpackaged one its folders. */
    PADDOCK(
            "io.paddock.server.Main",
            Pattern.compile("(paddock-server-|paddock-state-machine-|ratis-|rocksdbjni-|caffeine-|jctools-core-"
                    + "|jspecify-|log4j-|netty-(?!tcnative)|slf4j-api-|zookeeper-jute-).*\\.jar")),

    /** Apache ZooKeeper from Maven Central: the judge of what is right. */
    ZOOKEEPER(
            "org.apache.zookeeper.server.quorum.QuorumPeerMain",
            Pattern.compile("(zookeeper-|metrics-core-|snappy-java-|slf4j-api-|log4j-|netty-|commons-io-).*\\.jar"));

    private static final List<String> PADDOCKS_PACKAGES = List.of("io/paddock/server", "io/paddock/machine");

    private final String mainClass;
    private final Pattern jarNames;

    ServerKind(String mainClass, Pattern jarNames) {
        this.mainClass = mainClass;
        this.jarNames = jarNames;
    }

    /** The class that {@code java} is started with; it takes one argument, the configuration file. */
    String mainClass() {
        return mainClass;
    }

    /** The part of this process's own class path that the server needs, so that it starts without any packaging. */
    String classPath() {
        return entries().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** The entries of {@link #classPath}. */
    List<Path> entries() {
        return Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .filter(this::isPart)
                .toList();
    }

    private boolean isPart(Path entry) {
        return Files.isDirectory(entry)
                ? this == PADDOCK && PADDOCKS_PACKAGES.stream().anyMatch(name -> Files.isDirectory(entry.resolve(name)))
                : jarNames.matcher(entry.getFileName().toString()).matches();
    }
}
