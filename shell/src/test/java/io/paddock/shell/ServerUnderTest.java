package io.paddock.shell;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The server the shell's tests talk to, one for the whole run: the one named by {@code -Dshell.test.servers=host:port},
 * else a real ZooKeeper, started as a process of its own on a free port.
 */
public final class ServerUnderTest implements ParameterResolver {
    /** A running server. */
    public static final class Server implements AutoCloseable {
        private static final AtomicInteger CHROOTS = new AtomicInteger();
        private static final int START_TIMEOUT_S = 60;

        private final String address;
        private final List<Process> processes;
        private final Path folder;

        private Server(String address, List<Process> processes, Path folder) {
            this.address = address;
            this.processes = processes;
            this.folder = folder;
        }

        /** Its host and port. */
        public String address() {
            return address;
        }

        /** The address with a fresh chroot, so that a test has the tree to itself. */
        public String addressOfEmptyTree() throws IOException, InterruptedException, KeeperException {
            String chroot = "/test-" + ProcessHandle.current().pid() + "-" + CHROOTS.incrementAndGet();
            ZooKeeper zooKeeper = client();
            try {
                zooKeeper.create(chroot, null, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            } finally {
                zooKeeper.close();
            }
            return address + chroot;
        }

        /** A connected client. */
        public ZooKeeper client() throws IOException, InterruptedException {
            return connect(address);
        }

        private static ZooKeeper connect(String address) throws IOException, InterruptedException {
            CountDownLatch connected = new CountDownLatch(1);
            ZooKeeper zooKeeper = new ZooKeeper(address, 30_000, event -> {
                if (event.getState() == KeeperState.SyncConnected) {
                    connected.countDown();
                }
            });
            if (!connected.await(START_TIMEOUT_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "expected a server at " + address + " within " + START_TIMEOUT_S + " s");
            }
            return zooKeeper;
        }

        static Server start() {
            String given = System.getProperty("shell.test.servers", "");
            return given.isEmpty() ? startZooKeeper() : new Server(given, List.of(), Path.of("."));
        }

        private static Server startZooKeeper() {
            try {
                Path folder = Files.createTempDirectory("shell-test-zookeeper");
                int port = freePort();
                Files.writeString(
                        folder.resolve("zoo.cfg"),
                        String.join(
                                "\n",
                                "tickTime=500",
                                "dataDir=" + folder.resolve("data"),
                                "clientPort=" + port,
                                "clientPortAddress=127.0.0.1",
                                "admin.enableServer=false",
                                "4lw.commands.whitelist=*",
                                "extendedTypesEnabled=true",
                                "enforceQuota=true",
                                "maxClientCnxns=0",
                                ""));
                String classPath =
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
                Process process = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx256m",
                                "-cp",
                                classPath,
                                "org.apache.zookeeper.server.ZooKeeperServerMain",
                                folder.resolve("zoo.cfg").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
                Server server = new Server("127.0.0.1:" + port, List.of(process), folder);
                server.client().close();
                return server;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        /** Stops what was started and removes its data. */
        @Override
        public void close() throws IOException {
            for (Process process : processes) {
                process.destroy();
                process.onExit().join();
            }
            if (!processes.isEmpty()) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Server.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent("server under test", key -> Server.start(), Server.class);
    }
}
