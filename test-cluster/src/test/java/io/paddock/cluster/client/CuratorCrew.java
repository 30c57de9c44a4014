package io.paddock.cluster.client;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.time.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Curator clients, each on a server of its own and new for each test, of an ensemble that serves all tests of a class; and threads for
 * what they do at once. Owned by the thread of the tests.
 */
final class CuratorCrew implements BeforeEachCallback, AfterEachCallback {
    /** How many there are; the ensemble has as many servers. */
    static final int SIZE = 3;

    static final long PATIENCE_SECONDS = 60;
    private static final int SESSION_TIMEOUT_MS = 20_000;

    private final List<CuratorFramework> clients = new ArrayList<>();
    private LocalEnsemble ensemble;
    private ExecutorService threads;
    private String root;

    /** Starts the ensemble. */
    void start(EnsembleSettings settings) throws IOException, InterruptedException {
        ensemble = LocalEnsemble.start(settings);
    }

    /** Ends it. */
    void stop() {
        ensemble.close();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        root = "/" + context.getRequiredTestMethod().getName();
        threads = Executors.newCachedThreadPool();
        for (int id = 1; id <= SIZE; id++) {
            CuratorFramework client = onServer(id).build();
            client.start();
            clients.add(client);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            ensemble.keepFiles();
        }
        threads.shutdownNow();
        clients.forEach(CuratorFramework::close);
        clients.clear();
    }

    /** What a further client of this server is made from; it stays there even if the ensemble says who else belongs to it. */
    CuratorFrameworkFactory.Builder onServer(int id) {
        return CuratorFrameworkFactory.builder()
                .connectString(ensemble.server(id).connectString())
                .ensembleTracker(false)
                .sessionTimeoutMs(SESSION_TIMEOUT_MS)
                .retryPolicy(new RetryNTimes(20, 500));
    }

    /** Where the test that runs has its nodes. */
    String root() {
        return root;
    }

    /** All clients. */
    List<CuratorFramework> clients() {
        return clients;
    }

    /** The client with this number, from 0. */
    CuratorFramework client(int number) {
        return clients.get(number);
    }

    /** Makes the client see what the others were told. */
    void catchUp(int number) throws Exception {
        clients.get(number).sync().forPath("/");
    }

    /** Whether the first client sees this node. */
    boolean exists(String path) {
        try {
            return clients.get(0).checkExists().forPath(path) != null;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs all at once, waits for them, and fails as the first that failed. */
    <T> List<T> doAll(List<Callable<T>> parts) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> each : threads.invokeAll(parts, 2 * PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            results.add(each.get());
        }
        return results;
    }

    /** Starts something that another client does meanwhile. */
    <T> Future<T> meanwhile(Callable<T> part) {
        return threads.submit(part);
    }

    /** The time that a test waits for something. */
    static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
