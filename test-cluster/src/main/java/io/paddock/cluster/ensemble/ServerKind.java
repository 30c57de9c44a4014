package io.paddock.cluster.ensemble;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which product a server process runs. */
public enum ServerKind {
    /** Paddock's own server. */
    PADDOCK("io.paddock.server.Main", Pattern.compile(".*")),

    /** Apache ZooKeeper from Maven Central: the judge of what is right. */
    ZOOKEEPER(
            "org.apache.zookeeper.server.quorum.QuorumPeerMain",
            Pattern.compile("(zookeeper-|metrics-core-|snappy-java-|slf4j-api-|log4j-|netty-|commons-io-).*\\.jar"));

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
        return ownClassPath().stream()
                .filter(entry -> jarNames.matcher(Path.of(entry).getFileName().toString())
                        .matches())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> ownClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }
}
