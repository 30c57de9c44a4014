package io.paddock.cluster.client;

import static io.paddock.cluster.client.CuratorCrew.bytes;
import static io.paddock.cluster.client.CuratorCrew.soon;
import static io.paddock.cluster.client.CuratorCrew.text;
import static io.paddock.cluster.client.CuratorTest.CREW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.WatcherRemoveCuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.x.discovery.DownInstancePolicy;
import org.apache.curator.x.discovery.ServiceCache;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.apache.curator.x.discovery.ServiceInstance;
import org.apache.curator.x.discovery.ServiceProvider;
import org.apache.curator.x.discovery.ServiceType;
import org.apache.curator.x.discovery.details.ServiceCacheListener;
import org.apache.curator.x.discovery.strategies.RoundRobinStrategy;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.junit.jupiter.api.Test;

/** What Curator's framework makes of the protocol, its transactions, and the discovery of services that stands on it. Part of {@link CuratorTest}. */
interface FrameworkFeatures {
    String SERVICE = "shop";
    long TTL_MS = 200;

    @Test
    default void aTransactionIsDoneAsAWholeOrNotAtAll() throws Exception {
        CuratorFramework client = CREW.client(0);
        client.create().forPath(CREW.root(), bytes("x"));

        client.transaction()
                .forOperations(
                        client.transactionOp().create().forPath(CREW.root() + "/a"),
                        client.transactionOp().setData().withVersion(0).forPath(CREW.root(), bytes("y")),
                        client.transactionOp().create().forPath(CREW.root() + "/gone"),
                        client.transactionOp().delete().forPath(CREW.root() + "/gone"));

        assertThatThrownBy(() -> client.transaction()
                        .forOperations(
                                client.transactionOp().create().forPath(CREW.root() + "/b"),
                                client.transactionOp().check().withVersion(0).forPath(CREW.root())))
                .isInstanceOfSatisfying(
                        KeeperException.class,
                        refused -> assertThat(refused.code()).isEqualTo(KeeperException.Code.BADVERSION));
        CREW.catchUp(1);
        assertThat(CREW.client(1).getChildren().forPath(CREW.root())).containsExactly("a");
        assertThat(text(CREW.client(1).getData().forPath(CREW.root()))).isEqualTo("y");
    }

    @Test
    @SuppressWarnings("deprecation") // Applications that were not changed use it still.
    default void aTemporaryClientReadsAndWritesAndItsOlderTransactionsAreWhole() throws Exception {
        try (var temporary = CREW.onServer(2).buildTemp()) {
            temporary
                    .inTransaction()
                    .create()
                    .forPath(CREW.root(), bytes("x"))
                    .and()
                    .create()
                    .forPath(CREW.root() + "/a")
                    .and()
                    .commit();
            assertThat(text(temporary.getData().forPath(CREW.root()))).isEqualTo("x");
            assertThatThrownBy(() -> temporary
                            .inTransaction()
                            .setData()
                            .forPath(CREW.root(), bytes("y"))
                            .and()
                            .delete()
                            .forPath(CREW.root() + "/none")
                            .and()
                            .commit())
                    .isInstanceOf(KeeperException.NoNodeException.class);
        }
        CREW.catchUp(0);
        assertThat(text(CREW.client(0).getData().forPath(CREW.root()))).isEqualTo("x");
    }

    @Test
    default void whatWasMadeOrSetAlreadyMayBeAgain() throws Exception {
        CREW.client(0).create().idempotent().forPath(CREW.root(), bytes("x"));
        CREW.catchUp(1);

        CREW.client(1).create().orSetData().forPath(CREW.root(), bytes("y"));
        CREW.client(1).setData().idempotent().withVersion(1).forPath(CREW.root(), bytes("z"));
        CREW.client(1).setData().idempotent().withVersion(1).forPath(CREW.root(), bytes("z"));
        CREW.client(2).delete().idempotent().withVersion(2).forPath(CREW.root());
        CREW.client(2).delete().idempotent().withVersion(2).forPath(CREW.root());

        CREW.catchUp(0);
        assertThat(CREW.exists(CREW.root())).isFalse();
    }

    @Test
    default void protectedNodesHaveNamesOfTheirOwnAndASequence() throws Exception {
        List<String> made = new ArrayList<>();
        for (CuratorFramework client : CREW.clients()) {
            made.add(client.create()
                    .creatingParentContainersIfNeeded()
                    .withProtection()
                    .withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
                    .forPath(CREW.root() + "/n-"));
        }

        assertThat(made)
                .doesNotHaveDuplicates()
                .allMatch(path -> path.startsWith(CREW.root() + "/_c_"))
                .extracting(path -> path.substring(path.length() - 3))
                .containsExactly("000", "001", "002");
    }

    @Test
    default void containersAndNodesWithATimeGoAwayByThemselves() throws Exception {
        CuratorFramework client = CREW.client(0);
        String timed = client.create()
                .withTtl(TTL_MS)
                .withMode(CreateMode.PERSISTENT_WITH_TTL)
                .forPath(CREW.root());
        String container = CREW.root() + "-container";
        client.create().creatingParentContainersIfNeeded().forPath(container + "/child");

        client.delete().guaranteed().forPath(container + "/child");

        soon().await("both are gone", () -> !CREW.exists(timed) && !CREW.exists(container));
    }

    @Test
    default void watchesAreAddedAndTakenBack() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        Watcher watcher = event -> heard.add(event.getType() + " " + event.getPath());
        CuratorFramework client = CREW.client(0);
        client.watchers()
                .add()
                .withMode(AddWatchMode.PERSISTENT_RECURSIVE)
                .usingWatcher(watcher)
                .forPath(CREW.root());
        CREW.client(1).create().creatingParentsIfNeeded().forPath(CREW.root() + "/a");
        soon().await("two events", () -> heard.size() == 2);

        client.watchers().remove(watcher).forPath(CREW.root());
        CREW.client(1).create().forPath(CREW.root() + "/b");
        CREW.catchUp(0);

        assertThat(CREW.exists(CREW.root() + "/b")).isTrue();
        assertThat(heard).hasSize(3).last().asString().contains("Removed");
        assertThatThrownBy(() -> client.watchers().remove(watcher).forPath(CREW.root()))
                .isInstanceOf(KeeperException.NoWatcherException.class);
    }

    @Test
    default void aViewThatRemovesItsWatchersLeavesThoseOfOthers() throws Exception {
        List<String> own = new CopyOnWriteArrayList<>();
        List<String> others = new CopyOnWriteArrayList<>();
        CREW.client(0).create().forPath(CREW.root());
        WatcherRemoveCuratorFramework view = CREW.client(0).newWatcherRemoveCuratorFramework();
        view.getData()
                .usingWatcher((Watcher) event -> own.add(event.getType().name()))
                .forPath(CREW.root());
        CREW.client(0)
                .getData()
                .usingWatcher((Watcher) event -> others.add(event.getType().name()))
                .forPath(CREW.root());

        view.removeWatchers();
        soon().await("its watch is removed", () -> own.equals(List.of("DataWatchRemoved")));
        CREW.catchUp(1);
        CREW.client(1).setData().forPath(CREW.root(), bytes("x"));

        soon().await("the other hears", () -> others.equals(List.of("NodeDataChanged")));
        assertThat(own).containsExactly("DataWatchRemoved");
    }

    @Test
    default void aServiceIsDiscoveredUntilItIsTakenBackOrItsSessionEnds() throws Exception {
        CuratorFramework mortal = CREW.onServer(1).build();
        mortal.start();
        ServiceDiscovery<String> provider = discovery(mortal);
        try (ServiceDiscovery<String> consumer = discovery(CREW.client(1))) {
            provider.start();
            consumer.start();
            ServiceInstance<String> first = instance("first", 1, ServiceType.DYNAMIC);
            provider.registerService(first);
            provider.registerService(instance("second", 2, ServiceType.DYNAMIC));
            provider.registerService(instance("stays", 3, ServiceType.STATIC));

            soon().await(
                            "the services are found",
                            () -> ids(found(consumer)).equals(Set.of("first", "second", "stays")));
            assertThat(consumer.queryForNames()).containsExactly(SERVICE);
            provider.updateService(instance("first", 11, ServiceType.DYNAMIC));
            CREW.catchUp(1);
            assertThat(consumer.queryForInstance(SERVICE, "first").getPort()).isEqualTo(11);
            provider.unregisterService(first);
            soon().await("the first is gone", () -> ids(found(consumer)).equals(Set.of("second", "stays")));
            mortal.close();
            soon().await("the second is gone", () -> ids(found(consumer)).equals(Set.of("stays")));
        }
    }

    @Test
    default void aCacheOfServicesHearsOfThoseThatComeAndGo() throws Exception {
        List<Set<String>> heard = new CopyOnWriteArrayList<>();
        try (ServiceDiscovery<String> provider = discovery(CREW.client(0));
                ServiceDiscovery<String> consumer = discovery(CREW.client(1));
                ServiceCache<String> cache =
                        consumer.serviceCacheBuilder().name(SERVICE).build()) {
            provider.start();
            consumer.start();
            cache.addListener(new Listening(cache, heard));
            cache.start();

            ServiceInstance<String> instance = instance("one", 1, ServiceType.DYNAMIC);
            provider.registerService(instance);
            soon().await("it came", () -> heard.contains(Set.of("one")));
            assertThat(cache.getInstances()).containsExactly(instance);
            provider.unregisterService(instance);
            soon().await("it went", () -> cache.getInstances().isEmpty() && heard.contains(Set.of()));
        }
    }

    record Listening(ServiceCache<String> cache, List<Set<String>> heard) implements ServiceCacheListener {
        @Override
        public void cacheChanged() {
            heard.add(ids(cache.getInstances()));
        }

        @Override
        public void stateChanged(CuratorFramework client, ConnectionState newState) {
            // The cache itself waits for the connection.
        }
    }

    @Test
    default void aProviderGivesEachServiceInTurnButThoseThatFailed() throws Exception {
        try (ServiceDiscovery<String> registering = discovery(CREW.client(0));
                ServiceDiscovery<String> consumer = discovery(CREW.client(1));
                ServiceProvider<String> provider = consumer.serviceProviderBuilder()
                        .serviceName(SERVICE)
                        .providerStrategy(new RoundRobinStrategy<>())
                        .downInstancePolicy(new DownInstancePolicy(1, TimeUnit.HOURS, 1))
                        .build()) {
            registering.start();
            consumer.start();
            provider.start();
            registering.registerService(instance("one", 1, ServiceType.DYNAMIC));
            registering.registerService(instance("two", 2, ServiceType.DYNAMIC));
            soon().await("both are found", () -> all(provider).size() == 2);

            ServiceInstance<String> first = provider.getInstance();
            assertThat(provider.getInstance()).isNotEqualTo(first);
            assertThat(provider.getInstance()).isEqualTo(first);
            provider.noteError(first);
            assertThat(provider.getInstance()).isNotEqualTo(first);
            assertThat(provider.getInstance()).isNotEqualTo(first);
        }
    }

    private static ServiceInstance<String> instance(String id, int port, ServiceType type) throws Exception {
        return ServiceInstance.<String>builder()
                .name(SERVICE)
                .id(id)
                .address("127.0.0.1")
                .port(port)
                .serviceType(type)
                .payload("of " + id)
                .build();
    }

    private static ServiceDiscovery<String> discovery(CuratorFramework client) {
        return ServiceDiscoveryBuilder.builder(String.class)
                .client(client)
                .basePath(CREW.root())
                .build();
    }

    private static Set<String> ids(Collection<ServiceInstance<String>> instances) {
        Set<String> ids = new HashSet<>();
        instances.forEach(instance -> ids.add(instance.getId()));
        return ids;
    }

    private static Collection<ServiceInstance<String>> found(ServiceDiscovery<String> discovery) {
        try {
            return discovery.queryForInstances(SERVICE);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Collection<ServiceInstance<String>> all(ServiceProvider<String> provider) {
        try {
            return provider.getAllInstances();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
