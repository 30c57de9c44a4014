package io.paddock.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.time.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicLong;
import org.apache.curator.framework.recipes.barriers.DistributedBarrier;
import org.apache.curator.framework.recipes.barriers.DistributedDoubleBarrier;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderSelector;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListenerAdapter;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreV2;
import org.apache.curator.framework.recipes.locks.Lease;
import org.apache.curator.framework.recipes.nodes.GroupMember;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.curator.framework.recipes.queue.DistributedQueue;
import org.apache.curator.framework.recipes.queue.QueueBuilder;
import org.apache.curator.framework.recipes.queue.QueueConsumer;
import org.apache.curator.framework.recipes.queue.QueueSerializer;
import org.apache.curator.framework.recipes.shared.SharedCount;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.RetryNTimes;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.apache.curator.x.discovery.ServiceInstance;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Curator's recipes, the participants of each spread over all three servers. */
@ParameterizedClass
@MethodSource("io.paddock.cluster.client.Clients#ensembles")
final class CuratorTest {
    private static final int SERVERS = 3;
    private static final int SESSION_TIMEOUT_MS = 20_000;
    private static final long PATIENCE_SECONDS = 60;

    private static LocalEnsemble ensemble;

    @Parameter
    EnsembleSettings settings;

    private final List<CuratorFramework> clients = new ArrayList<>();
    private ExecutorService threads;
    private String root;

    @BeforeParameterizedClassInvocation
    static void start(EnsembleSettings settings) throws IOException, InterruptedException {
        ensemble = LocalEnsemble.start(settings);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        ensemble.close();
    }

    @BeforeEach
    void connect(TestInfo test) {
        root = "/" + test.getTestMethod().orElseThrow().getName();
        threads = Executors.newCachedThreadPool();
        for (int id = 1; id <= SERVERS; id++) {
            CuratorFramework client = CuratorFrameworkFactory.builder()
                    .connectString(ensemble.server(id).connectString())
                    .sessionTimeoutMs(SESSION_TIMEOUT_MS)
                    .retryPolicy(new RetryNTimes(20, 500))
                    .build();
            client.start();
            clients.add(client);
        }
    }

    @AfterEach
    void disconnect() {
        threads.shutdownNow();
        clients.forEach(CuratorFramework::close);
    }

    @Test
    void aMutexLetsOneInAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        List<Callable<Void>> parts = new ArrayList<>();
        for (CuratorFramework client : clients) {
            InterProcessMutex mutex = new InterProcessMutex(client, root);
            parts.add(() -> {
                for (int i = 0; i < 5; i++) {
                    assertThat(mutex.acquire(PATIENCE_SECONDS, TimeUnit.SECONDS))
                            .isTrue();
                    seen.add(inside.incrementAndGet());
                    inside.decrementAndGet();
                    mutex.release();
                }
                return null;
            });
        }

        doAll(parts);

        assertThat(seen).containsExactly(1);
    }

    @Test
    void readersShareALockAndAWriterHasItAlone() throws Exception {
        InterProcessReadWriteLock one = new InterProcessReadWriteLock(clients.get(0), root);
        InterProcessReadWriteLock two = new InterProcessReadWriteLock(clients.get(1), root);
        InterProcessReadWriteLock three = new InterProcessReadWriteLock(clients.get(2), root);

        assertThat(one.readLock().acquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(two.readLock().acquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(three.writeLock().acquire(100, TimeUnit.MILLISECONDS)).isFalse();
        one.readLock().release();
        two.readLock().release();

        assertThat(three.writeLock().acquire(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isTrue();
        assertThat(one.readLock().acquire(100, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void aSemaphoreGivesSoManyLeases() throws Exception {
        Lease first = semaphore(0).acquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Lease second = semaphore(1).acquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Lease refused = semaphore(2).acquire(100, TimeUnit.MILLISECONDS);
        semaphore(0).returnLease(first);
        Lease third = semaphore(2).acquire(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(second).isNotNull();
        assertThat(refused).isNull();
        assertThat(third).isNotNull();
    }

    private InterProcessSemaphoreV2 semaphore(int client) {
        return new InterProcessSemaphoreV2(clients.get(client), root, 2);
    }

    @Test
    void aLatchHasOneLeaderAndAnotherWhenItLeaves() throws Exception {
        List<LeaderLatch> latches = new ArrayList<>();
        for (CuratorFramework client : clients) {
            LeaderLatch latch = new LeaderLatch(client, root);
            latch.start();
            latches.add(latch);
        }
        for (int left = SERVERS; left > 0; left--) {
            soon().await("one latch leads", () -> leaders(latches).size() == 1);
            LeaderLatch leader = leaders(latches).get(0);
            leader.close();
            latches.remove(leader);
        }

        assertThat(latches).isEmpty();
    }

    private static List<LeaderLatch> leaders(List<LeaderLatch> latches) {
        return latches.stream().filter(LeaderLatch::hasLeadership).toList();
    }

    @Test
    void everySelectorLeadsOnceAndAlone() throws Exception {
        AtomicInteger leading = new AtomicInteger();
        List<Integer> seen = new CopyOnWriteArrayList<>();
        List<LeaderSelector> selectors = clients.stream()
                .map(client -> new LeaderSelector(client, root, new Leading(leading, seen)))
                .toList();
        try {
            selectors.forEach(LeaderSelector::start);

            soon().await("each has led", () -> seen.size() == SERVERS);
            assertThat(seen).containsOnly(1);
        } finally {
            selectors.forEach(LeaderSelector::close);
        }
    }

    @Test
    void aCacheShowsAllThatOthersWrote() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        clients.get(1).create().forPath(root);
        try (CuratorCache cache = CuratorCache.build(clients.get(0), root)) {
            cache.listenable()
                    .addListener(CuratorCacheListener.builder()
                            .forCreates(node -> events.add("+" + node.getPath()))
                            .forDeletes(node -> events.add("-" + node.getPath()))
                            .build());
            cache.start();
            for (int i = 0; i < 10; i++) {
                clients.get(i % SERVERS).create().creatingParentsIfNeeded().forPath(root + "/a/" + i, bytes("x"));
            }
            clients.get(2).setData().forPath(root + "/a/3", bytes("changed"));
            clients.get(1).delete().forPath(root + "/a/7");

            soon().await("the cache is up to date", () -> cache.size() == 11 && events.contains("-" + root + "/a/7"));
            soon().await(
                            "the changed data is seen",
                            () -> cache.get(root + "/a/3")
                                    .map(node -> new String(node.getData(), StandardCharsets.UTF_8))
                                    .filter("changed"::equals)
                                    .isPresent());
            assertThat(events).doesNotHaveDuplicates();
        }
    }

    @Test
    @SuppressWarnings("deprecation") // Many applications still use it, and it uses other watches than its successor.
    void theOlderCacheOfChildrenShowsAllThatOthersWrote() throws Exception {
        try (var cache = new org.apache.curator.framework.recipes.cache.PathChildrenCache(clients.get(0), root, true)) {
            cache.start();
            for (int i = 0; i < 10; i++) {
                clients.get(i % SERVERS).create().creatingParentsIfNeeded().forPath(root + "/" + i, bytes("x"));
            }
            clients.get(1).delete().forPath(root + "/4");

            soon().await("nine children", () -> cache.getCurrentData().size() == 9);
        }
    }

    @Test
    void aDoubleBarrierLetsAllInAndOutTogether() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        List<Callable<Void>> parts = new ArrayList<>();
        for (CuratorFramework client : clients) {
            DistributedDoubleBarrier barrier = new DistributedDoubleBarrier(client, root, SERVERS);
            parts.add(() -> {
                inside.incrementAndGet();
                assertThat(barrier.enter(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
                assertThat(inside.get()).isEqualTo(SERVERS);
                assertThat(barrier.leave(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
                return null;
            });
        }

        doAll(parts);
    }

    @Test
    void aBarrierHoldsUntilItIsRemoved() throws Exception {
        DistributedBarrier barrier = new DistributedBarrier(clients.get(0), root);
        barrier.setBarrier();
        clients.get(1).sync().forPath(root);
        DistributedBarrier other = new DistributedBarrier(clients.get(1), root);

        assertThat(other.waitOnBarrier(100, TimeUnit.MILLISECONDS)).isFalse();
        barrier.removeBarrier();
        assertThat(other.waitOnBarrier(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aQueueHandsOverEachItemOnceAndInOrder() throws Exception {
        List<String> got = new CopyOnWriteArrayList<>();
        List<String> items = List.of("a", "b", "c", "d", "e", "f", "g", "h");
        try (DistributedQueue<String> out = queue(clients.get(1), new Collecting(got));
                DistributedQueue<String> in = queue(clients.get(0), null)) {
            out.start();
            in.start();
            for (String item : items) {
                in.put(item);
            }

            soon().await("all items", () -> got.size() >= items.size());
        }
        assertThat(got).isEqualTo(items);
    }

    private DistributedQueue<String> queue(CuratorFramework client, QueueConsumer<String> consumer) {
        return QueueBuilder.builder(client, consumer, new Texts(), root).buildQueue();
    }

    @Test
    void countersAddUp() throws Exception {
        List<Callable<Void>> parts = new ArrayList<>();
        for (CuratorFramework client : clients) {
            DistributedAtomicLong number = new DistributedAtomicLong(client, root + "/long", new RetryNTimes(1000, 10));
            parts.add(() -> {
                for (int i = 0; i < 10; i++) {
                    assertThat(number.increment().succeeded()).isTrue();
                }
                return null;
            });
        }

        doAll(parts);

        clients.get(0).sync().forPath(root);
        assertThat(new DistributedAtomicLong(clients.get(0), root + "/long", new RetryNTimes(1, 1))
                        .get()
                        .postValue())
                .isEqualTo(10L * SERVERS);
    }

    @Test
    void aSharedCountIsSeenByAll() throws Exception {
        try (SharedCount one = new SharedCount(clients.get(0), root, 1);
                SharedCount other = new SharedCount(clients.get(1), root, 1)) {
            one.start();
            other.start();

            one.setCount(5);

            soon().await("the new count is seen", () -> other.getCount() == 5);
        }
    }

    @Test
    void aPersistentNodeComesBackAndAGroupKnowsItsMembers() throws Exception {
        try (PersistentNode node =
                        new PersistentNode(clients.get(0), CreateMode.EPHEMERAL, false, root + "/node", bytes("x"));
                GroupMember member = new GroupMember(clients.get(1), root + "/group", "one");
                GroupMember other = new GroupMember(clients.get(2), root + "/group", "two")) {
            node.start();
            member.start();
            other.start();
            assertThat(node.waitForInitialCreate(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();

            soon().await("both members", () -> member.getCurrentMembers().size() == 2);
            clients.get(2).sync().forPath(root);
            clients.get(2).delete().forPath(root + "/node");
            soon().await("the node is made again", () -> exists(root + "/node"));
        }
    }

    private boolean exists(String path) {
        try {
            return clients.get(0).checkExists().forPath(path) != null;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTransactionIsDoneAsAWholeOrNotAtAll() throws Exception {
        CuratorFramework client = clients.get(0);
        client.create().forPath(root, bytes("x"));

        client.transaction()
                .forOperations(
                        client.transactionOp().create().forPath(root + "/a"),
                        client.transactionOp().setData().withVersion(0).forPath(root, bytes("y")));
        KeeperException refused = org.junit.jupiter.api.Assertions.assertThrows(
                KeeperException.class,
                () -> client.transaction()
                        .forOperations(
                                client.transactionOp().create().forPath(root + "/b"),
                                client.transactionOp().check().withVersion(0).forPath(root)));

        assertThat(refused.code()).isEqualTo(KeeperException.Code.BADVERSION);
        assertThat(client.getChildren().forPath(root)).containsExactly("a");
    }

    @Test
    void aServiceIsDiscoveredUntilItIsTakenBack() throws Exception {
        ServiceInstance<Void> instance = ServiceInstance.<Void>builder()
                .name("shop")
                .address("127.0.0.1")
                .port(1234)
                .build();
        try (ServiceDiscovery<Void> provider = discovery(0);
                ServiceDiscovery<Void> consumer = discovery(1)) {
            provider.start();
            consumer.start();
            provider.registerService(instance);

            soon().await("the service is found", () -> found(consumer).size() == 1);
            provider.unregisterService(instance);
            soon().await("the service is gone", () -> found(consumer).isEmpty());
        }
    }

    private ServiceDiscovery<Void> discovery(int client) {
        return ServiceDiscoveryBuilder.builder(Void.class)
                .client(clients.get(client))
                .basePath(root)
                .build();
    }

    private static Collection<ServiceInstance<Void>> found(ServiceDiscovery<Void> discovery) {
        try {
            return discovery.queryForInstances("shop");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void doAll(List<Callable<Void>> parts) throws Exception {
        for (Future<Void> each : threads.invokeAll(parts, 2 * PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            each.get();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    private static final class Leading extends LeaderSelectorListenerAdapter {
        private final AtomicInteger leading;
        private final List<Integer> seen;

        private Leading(AtomicInteger leading, List<Integer> seen) {
            this.leading = leading;
            this.seen = seen;
        }

        @Override
        public void takeLeadership(CuratorFramework client) {
            seen.add(leading.incrementAndGet());
            leading.decrementAndGet();
        }
    }

    private record Collecting(List<String> got) implements QueueConsumer<String> {
        @Override
        public void consumeMessage(String message) {
            got.add(message);
        }

        @Override
        public void stateChanged(CuratorFramework client, ConnectionState newState) {
            // The queue itself waits for the connection.
        }
    }

    private static final class Texts implements QueueSerializer<String> {
        @Override
        public byte[] serialize(String item) {
            return bytes(item);
        }

        @Override
        public String deserialize(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
