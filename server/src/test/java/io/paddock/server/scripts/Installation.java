package io.paddock.server.scripts;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A copy of the scripts with built jars beside them, in which a stand-in takes the server's place: it reads the
 * configuration, says what the real one would, opens no port, and does what {@code paddock.clusterName} tells it to.
 */
final class Installation implements AutoCloseable {
    private static final int SECONDS_MAX = 60;
    private static final String FLAGS = "-XX:TieredStopAtLevel=1 -Dzookeeper.maxCnxns=7";

    private static final String STAND_IN = """
            package io.paddock.server;

            import io.paddock.server.config.*;
            import java.lang.management.ManagementFactory;
            import java.util.*;

            public final class Main {
                public static void main(String[] arguments) throws Exception {
                    if (arguments.length > 1) {
                        System.out.println(ManagementFactory.getRuntimeMXBean().getInputArguments());
                        return;
                    }
                    Map<String, String> properties = new HashMap<>();
                    System.getProperties().forEach((k, v) -> properties.put(k.toString(), v.toString()));
                    StatusFile status = StatusFile.of(properties);
                    ServerConfig config;
                    try {
                        config = ConfigLoader.load(arguments, System.getProperties()).config();
                    } catch (ConfigException wrong) {
                        status.failed(wrong.getMessage());
                        System.exit(2);
                        return;
                    }
                    if (config.ensemble().clusterName().equals("failing")) {
                        status.failed("as told");
                        System.exit(3);
                    }
                    if (config.ensemble().clusterName().equals("dying")) {
                        System.err.println("last words");
                        System.exit(4);
                    }
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("stopped cleanly")));
                    if (config.ensemble().isStandalone()) {
                        status.serving("stand-in:1");
                    } else {
                        status.waitingForPeers();
                    }
                    new java.util.concurrent.CountDownLatch(1).await();
                }
            }
            """;

    private final Path root;
    private final Path workingDirectory;

    /** What a script printed, on both outputs, and its exit status. */
    record Outcome(int status, String text) {}

    Installation(Path workingDirectory) throws IOException {
        this.workingDirectory = workingDirectory;
        this.root = workingDirectory.resolve("installed in a place with blanks");
        copy(Path.of("..", "bin"), root.resolve("bin"));
        copy(Path.of("..", "conf"), root.resolve("conf"));
        Files.createDirectories(root.resolve("server/target/lib"));
        writeJar(root.resolve("server/target/paddock-server-0.jar"));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Path copy = Files.copy(file, to.resolve(file.getFileName()));
                Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file));
            }
        }
    }

    private void writeJar(Path jar) throws IOException {
        Path built = Path.of("target", "classes");
        Path source = Files.writeString(workingDirectory.resolve("Main.java"), STAND_IN);
        Path classes = Files.createDirectories(workingDirectory.resolve("classes"));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", built.toString(), "-d", classes.toString(), source.toString());
        if (status != 0) {
            throw new IllegalStateException("expected the stand-in to compile but javac ended with " + status);
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            addAll(entries, classes, classes);
            addAll(entries, built, built.resolve("io/paddock/server/config"));
        }
    }

    private static void addAll(JarOutputStream entries, Path base, Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(base.relativize(file).toString()));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
    }

    Path script(String name) {
        return root.resolve("bin").resolve(name);
    }

    Outcome run(String script, String... arguments) throws IOException, InterruptedException {
        return runProgram(script(script), arguments);
    }

    /** As {@link #run}, without a property of Java among the flags. */
    Outcome runPlain(String script, String... arguments) throws IOException, InterruptedException {
        return runProgram("-XX:TieredStopAtLevel=1", script(script), arguments);
    }

    /** What a function of {@code paddock-env.sh} prints. */
    Outcome call(String function, String argument) throws IOException, InterruptedException {
        String text = ". '" + script("paddock-env.sh") + "'; find_server_jar; " + function + " \"$1\"";
        return runProgram("", Path.of("bash"), "-c", text, "bash", argument);
    }

    Outcome runProgram(Path program, String... arguments) throws IOException, InterruptedException {
        return runProgram(FLAGS, program, arguments);
    }

    private Outcome runProgram(String flags, Path program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path output = workingDirectory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PADDOCK_HEAP", "64m");
        builder.environment().put("SERVER_JVMFLAGS", flags);
        Process process = builder.start();
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " did not end; it printed: " + Files.readString(output));
        }
        return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    long pid(Path dataDir) throws IOException {
        return Long.parseLong(Files.readString(dataDir.resolve("paddock.pid")).trim());
    }

    /** Kills what a failed test left running. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(workingDirectory)) {
            for (Path file : files.filter(path -> path.endsWith("paddock.pid")).toList()) {
                ProcessHandle.of(pid(file.getParent())).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }
}
