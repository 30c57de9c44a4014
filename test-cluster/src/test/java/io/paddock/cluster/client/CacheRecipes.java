package io.paddock.cluster.client;

import static io.paddock.cluster.client.CuratorCrew.bytes;
import static io.paddock.cluster.client.CuratorCrew.soon;
import static io.paddock.cluster.client.CuratorCrew.text;
import static io.paddock.cluster.client.CuratorTest.CREW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheBridge;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.curator.framework.recipes.watch.PersistentWatcher;
import org.junit.jupiter.api.Test;

/** Curator's caches and watcher, of one client on one server, while the others write at theirs. Part of {@link CuratorTest}. */
interface CacheRecipes {
    int NODES = 10;

    /** Makes ten nodes, deletes the last and changes the first; and gives what is there then. */
    private static Map<String, String> othersWrite(String parent) throws Exception {
        Map<String, String> left = new TreeMap<>();
        for (int i = 0; i < NODES; i++) {
            String path = parent + "/" + i;
            CREW.client(1 + i % 2).create().creatingParentsIfNeeded().forPath(path, bytes("x" + i));
            left.put(path, "x" + i);
        }
        CREW.catchUp(2);
        CREW.client(2).setData().forPath(parent + "/0", bytes("changed"));
        CREW.client(1).delete().forPath(parent + "/" + (NODES - 1));
        left.put(parent + "/0", "changed");
        left.remove(parent + "/" + (NODES - 1));
        return left;
    }

    private static Map<String, String> shown(Iterable<ChildData> nodes) {
        Map<String, String> shown = new TreeMap<>();
        nodes.forEach(node -> shown.put(node.getPath(), text(node.getData())));
        return shown;
    }

    @Test
    default void aCacheShowsAllThatOthersWroteAndTellsEachOnce() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        String parent = CREW.root() + "/below";
        CREW.client(0).create().creatingParentsIfNeeded().forPath(parent, bytes(""));
        try (CuratorCache cache = CuratorCache.build(CREW.client(0), parent)) {
            cache.listenable()
                    .addListener(CuratorCacheListener.builder()
                            .forCreates(node -> events.add("+" + node.getPath()))
                            .forDeletes(node -> events.add("-" + node.getPath()))
                            .build());
            cache.start();
            CREW.catchUp(1);
            CREW.catchUp(2);
            Map<String, String> wanted = othersWrite(parent);
            wanted.put(parent, "");

            soon().await(
                            "the cache is up to date",
                            () -> shown(cache.stream().toList()).equals(wanted));
            String last = parent + "/" + (NODES - 1);
            soon().await(
                            "the deletion is told, or the node never seen",
                            () -> events.contains("-" + last) == events.contains("+" + last));
            assertThat(events).doesNotHaveDuplicates().contains("+" + parent, "+" + parent + "/0");
        }
    }

    @Test
    default void aCacheOfOneNodeFollowsItAlone() throws Exception {
        String path = CREW.root() + "/node";
        CREW.client(1).create().creatingParentsIfNeeded().forPath(path, bytes("one"));
        List<String> heard = new CopyOnWriteArrayList<>();
        try (CuratorCache cache = CuratorCache.build(CREW.client(0), path, CuratorCache.Options.SINGLE_NODE_CACHE)) {
            cache.listenable()
                    .addListener(CuratorCacheListener.builder()
                            .forAll((type, old, now) -> heard.add(type + " " + (now == null ? old : now).getPath()))
                            .build());
            cache.start();
            CREW.client(1).create().forPath(path + "/child");
            CREW.client(1).setData().forPath(path, bytes("two"));
            soon().await(
                            "the change is seen",
                            () -> cache.get(path)
                                    .filter(node -> text(node.getData()).equals("two"))
                                    .isPresent());
            CREW.client(1).delete().deletingChildrenIfNeeded().forPath(path);

            soon().await("the deletion is seen", () -> cache.size() == 0 && heard.contains("NODE_DELETED " + path));
            assertThat(heard).allMatch(event -> event.endsWith(" " + path));
        }
    }

    @Test
    default void aBridgeToWhatTheServerCanDoIsACuratorCacheHere() throws Exception {
        try (CuratorCacheBridge bridge =
                CuratorCache.bridgeBuilder(CREW.client(0), CREW.root()).build()) {
            bridge.start();

            Map<String, String> wanted = othersWrite(CREW.root());

            assertThat(bridge.isCuratorCache()).isTrue();
            soon().await(
                            "the cache is up to date",
                            () -> shown(bridge.stream()
                                            .filter(node -> !node.getPath().equals(CREW.root()))
                                            .toList())
                                    .equals(wanted));
        }
    }

    @Test
    @SuppressWarnings("deprecation") // Many applications still use it, and it uses other watches than its successor.
    default void theOlderCacheOfChildrenShowsAllThatOthersWrote() throws Exception {
        try (var cache =
                new org.apache.curator.framework.recipes.cache.PathChildrenCache(CREW.client(0), CREW.root(), true)) {
            cache.start();

            Map<String, String> wanted = othersWrite(CREW.root());

            soon().await(
                            "the cache is up to date",
                            () -> shown(cache.getCurrentData()).equals(wanted));
        }
    }

    @Test
    @SuppressWarnings("deprecation") // The same.
    default void theOlderCacheOfATreeShowsAllThatOthersWrote() throws Exception {
        try (var cache = new org.apache.curator.framework.recipes.cache.TreeCache(CREW.client(0), CREW.root())) {
            cache.start();

            Map<String, String> wanted = othersWrite(CREW.root() + "/a/b");

            soon().await(
                            "the cache is up to date",
                            () -> shown(children(cache.getCurrentChildren(CREW.root() + "/a/b")))
                                    .equals(wanted));
            assertThat(cache.getCurrentData(CREW.root() + "/a")).isNotNull();
            CREW.catchUp(1);
            CREW.client(1).delete().deletingChildrenIfNeeded().forPath(CREW.root() + "/a");
            soon().await("the tree is empty", () -> cache.getCurrentData(CREW.root() + "/a") == null);
        }
    }

    private static Iterable<ChildData> children(Map<String, ChildData> children) {
        return children == null ? List.of() : children.values();
    }

    @Test
    @SuppressWarnings("deprecation") // The same.
    default void theOlderCacheOfOneNodeFollowsIt() throws Exception {
        try (var cache = new org.apache.curator.framework.recipes.cache.NodeCache(CREW.client(0), CREW.root())) {
            cache.start(true);
            assertThat(cache.getCurrentData()).isNull();

            CREW.client(1).create().forPath(CREW.root(), bytes("one"));
            soon().await("the node is seen", () -> isShown(cache.getCurrentData(), "one"));
            CREW.client(1).setData().forPath(CREW.root(), bytes("two"));
            soon().await("the change is seen", () -> isShown(cache.getCurrentData(), "two"));
            CREW.client(1).delete().forPath(CREW.root());
            soon().await("the deletion is seen", () -> cache.getCurrentData() == null);
        }
    }

    private static boolean isShown(ChildData node, String data) {
        return node != null && text(node.getData()).equals(data);
    }

    @Test
    default void aPersistentWatcherHearsOfEveryChangeBelowInOrder() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        CountDownLatch set = new CountDownLatch(1);
        try (PersistentWatcher watcher = new PersistentWatcher(CREW.client(0), CREW.root(), true)) {
            watcher.getListenable().addListener(event -> heard.add(event.getType() + " " + event.getPath()));
            watcher.getResetListenable().addListener(set::countDown);
            watcher.start();
            assertThat(set.await(CuratorCrew.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();

            CREW.client(1).create().forPath(CREW.root());
            CREW.client(1).create().forPath(CREW.root() + "/a");
            CREW.client(1).setData().forPath(CREW.root() + "/a", bytes("x"));
            CREW.catchUp(2);
            CREW.client(2).delete().forPath(CREW.root() + "/a");

            soon().await("four events", () -> heard.size() >= 4);
            assertThat(heard)
                    .containsExactly(
                            "NodeCreated " + CREW.root(),
                            "NodeCreated " + CREW.root() + "/a",
                            "NodeDataChanged " + CREW.root() + "/a",
                            "NodeDeleted " + CREW.root() + "/a");
        }
    }
}
