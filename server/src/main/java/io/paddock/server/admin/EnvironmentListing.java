package io.paddock.server.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The process's environment as {@code envi} lists it. */
public final class EnvironmentListing {
    private static final String UNKNOWN = "<NA>";
    private static final List<String> PROPERTIES = List.of(
            "java.version",
            "java.vendor",
            "java.home",
            "java.class.path",
            "java.library.path",
            "java.io.tmpdir",
            "java.compiler",
            "os.name",
            "os.arch",
            "os.version",
            "user.name",
            "user.home",
            "user.dir");

    private EnvironmentListing() {}

    /**
     * The environment in the order of ZooKeeper.
     *
     * @param version what runs here, see {@link ProductVersion}
     * @param hostName this machine's name
     * @param systemProperties of this process
     * @param runtime whose memory is told
     */
    public static Map<String, String> of(
            String version, String hostName, Map<String, String> systemProperties, Runtime runtime) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("zookeeper.version", version);
        environment.put("host.name", hostName);
        PROPERTIES.forEach(name -> environment.put(name, systemProperties.getOrDefault(name, UNKNOWN)));
        environment.put("os.memory.free", mebibytes(runtime.freeMemory()));
        environment.put("os.memory.max", mebibytes(runtime.maxMemory()));
        environment.put("os.memory.total", mebibytes(runtime.totalMemory()));
        return environment;
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + "MB";
    }

    static String text(Map<String, String> environment) {
        StringBuilder text = new StringBuilder("Environment:\n");
        environment.forEach((key, value) -> text.append(key + "=" + value + "\n"));
        return text.toString();
    }
}
