package io.paddock.shell;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
 * else that of the module that runs the tests, else a real ZooKeeper, started as a process of its own on a free port.
 */
public final class ServerUnderTest implements ParameterResolver {
    /** What the tests count on: short time-outs, every word, every type of znode, quotas that count. */
    private static final Map<String, String> CONFIG = Map.of(
            "tickTime", "500",
            "4lw.commands.whitelist", "*",
            "extendedTypesEnabled", "true",
            "enforceQuota", "true",
            "maxClientCnxns", "0");

    /** A running server. */
    public static final class Server implements AutoCloseable {
        private static final int START_TIMEOUT_S = 60;
        private static final AtomicInteger CHROOTS = new AtomicInteger();

        private final String address;
        private final Optional<ServerSource> source;

        private Server(String address, Optional<ServerSource> source) {
            this.address = address;
            this.source = source;
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

        /** A connected client that sees the whole tree. */
        public ZooKeeper client() throws IOException, InterruptedException {
            return client(address);
        }

        /** A connected client of these servers, below their chroot if they have one. */
        public ZooKeeper client(String servers) throws IOException, InterruptedException {
            CountDownLatch connected = new CountDownLatch(1);
            ZooKeeper zooKeeper = new ZooKeeper(servers, 30_000, event -> {
                if (event.getState() == KeeperState.SyncConnected) {
                    connected.countDown();
                }
            });
            if (!connected.await(START_TIMEOUT_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "expected a server at " + servers + " within " + START_TIMEOUT_S + " s");
            }
            return zooKeeper;
        }

        /** Starts one for tests that no extension serves; the caller closes it. */
        static Server start() {
            String given = System.getProperty("shell.test.servers", "");
            if (!given.isEmpty()) {
                return new Server(given, Optional.empty());
            }
            ServerSource source =
                    ServiceLoader.load(ServerSource.class).findFirst().orElseGet(ZooKeeperProcess::new);
            try {
                Server server = new Server(source.start(CONFIG), Optional.of(source));
                server.client().close();
                return server;
            } catch (Exception e) {
                source.close();
                throw new IllegalStateException("expected a server for the tests to start", e);
            }
        }

        /** Stops what was started. */
        @Override
        public void close() {
            source.ifPresent(ServerSource::close);
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
