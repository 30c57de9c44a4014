package io.paddock.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.acl.Acl;
import io.paddock.outcome.Change;
import io.paddock.outcome.Change.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTableTest {

    private static final List<WatchKind> KINDS = List.of(WatchKind.values());
    private static final List<Kind> CHANGES = List.of(Kind.values());

    private final WatchTable<String> table = new WatchTable<>();

    private List<String> take(Kind kind, String path) {
        return table.take(new Change(kind, path, 1, Acl.OPEN));
    }

    @Test
    void aOneShotWatchIsToldOnceHoweverOftenItWasSet() {
        table.add("/a", WatchKind.DATA, "bob");
        table.add("/a", WatchKind.DATA, "bob");

        assertThat(take(Kind.DATA_CHANGED, "/a")).containsExactly("bob");
        assertThat(take(Kind.DATA_CHANGED, "/a")).isEmpty();
        assertThat(table.size()).isZero();
    }

    @Test
    void eachChangeReachesTheWatchesItIsFor() {
        table.add("/a", WatchKind.DATA, "data");
        table.add("/a", WatchKind.CHILDREN, "children");

        assertThat(take(Kind.CHILDREN_CHANGED, "/a")).containsExactly("children");
        assertThat(take(Kind.CREATED, "/a")).containsExactly("data");
    }

    @Test
    void aDeletionReachesWatchersOfDataAndOfChildrenOnceEach() {
        table.add("/a", WatchKind.DATA, "both");
        table.add("/a", WatchKind.CHILDREN, "both");
        table.add("/a", WatchKind.CHILDREN, "children");

        assertThat(take(Kind.DELETED, "/a")).containsExactlyInAnyOrder("both", "children");
        assertThat(table.size()).isZero();
    }

    @Test
    void aPersistentWatchStaysAndHearsOfChildren() {
        table.add("/a", WatchKind.PERSISTENT, "bob");

        for (Kind kind : Kind.values()) {
            assertThat(take(kind, "/a")).containsExactly("bob");
        }
        assertThat(take(Kind.DATA_CHANGED, "/a/b")).isEmpty();
    }

    @Test
    void aRecursiveWatchHearsOfAllBelowButNeverOfChildren() {
        table.add("/a", WatchKind.PERSISTENT_RECURSIVE, "bob");

        assertThat(take(Kind.CREATED, "/a/b/c")).containsExactly("bob");
        assertThat(take(Kind.DELETED, "/a")).containsExactly("bob");
        assertThat(take(Kind.CHILDREN_CHANGED, "/a")).isEmpty();
        assertThat(take(Kind.DATA_CHANGED, "/ab")).isEmpty();
    }

    @Test
    void theRootWatchedRecursivelyHearsOfEverything() {
        table.add("/", WatchKind.PERSISTENT_RECURSIVE, "bob");

        assertThat(take(Kind.DATA_CHANGED, "/")).containsExactly("bob");
        assertThat(take(Kind.DATA_CHANGED, "/x/y")).containsExactly("bob");
    }

    @Test
    void modesOfOnePathCoexistAndAreTakenOnce() {
        table.add("/a", WatchKind.DATA, "bob");
        table.add("/a", WatchKind.PERSISTENT, "bob");
        table.add("/", WatchKind.PERSISTENT_RECURSIVE, "bob");

        assertThat(take(Kind.DATA_CHANGED, "/a")).containsExactly("bob");
        assertThat(table.contains("/a", WatchKind.DATA, "bob")).isFalse();
        assertThat(table.contains("/a", WatchKind.PERSISTENT, "bob")).isTrue();
    }

    @Test
    void removingOneModeLeavesTheOthers() {
        table.add("/a", WatchKind.DATA, "bob");
        table.add("/a", WatchKind.CHILDREN, "bob");

        assertThat(table.remove("/a", WatchKind.PERSISTENT, "bob")).isFalse();
        assertThat(table.remove("/a", WatchKind.DATA, "bob")).isTrue();
        assertThat(table.containsAny("/a", "bob")).isTrue();
        assertThat(table.removeAny("/a", "bob")).isTrue();
        assertThat(table.removeAny("/a", "bob")).isFalse();
    }

    @Test
    void theListsLeaveOutWatchesOfChildrenAsZooKeeperDoes() {
        table.add("/a", WatchKind.DATA, "bob");
        table.add("/a", WatchKind.PERSISTENT, "eve");
        table.add("/b", WatchKind.CHILDREN, "bob");

        assertThat(table.summary()).isEqualTo(new WatchTable.Summary(2, 1, 2));
        assertThat(table.byPath()).isEqualTo(Map.of("/a", List.of("bob", "eve")));
        assertThat(table.byWatcher()).isEqualTo(Map.of("bob", List.of("/a"), "eve", List.of("/a")));
        assertThat(table.size()).isEqualTo(4);
    }

    @Test
    void tenThousandWatchersOfOnePathAreAllToldAndForgotten() {
        for (int i = 0; i < 10_000; i++) {
            table.add("/a", WatchKind.DATA, "w" + i);
        }

        assertThat(take(Kind.DATA_CHANGED, "/a")).hasSize(10_000).doesNotHaveDuplicates();
        assertThat(table.summary()).isEqualTo(new WatchTable.Summary(0, 0, 0));
    }

    /** Against sets of triples, which is what the table means. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theTableDoesWhatSetsWould(long seed) {
        Random random = new Random(seed);
        Map<String, Map<String, EnumSet<WatchKind>>> model = new HashMap<>();
        String[] paths = {"/", "/a", "/a/b", "/a/b/c", "/x"};
        int watchers = seed % 2 == 0 ? 4 : 30;
        for (int i = 0; i < 20_000; i++) {
            String path = paths[random.nextInt(paths.length)];
            String watcher = "w" + random.nextInt(watchers);
            WatchKind kind = KINDS.get(random.nextInt(4));
            Map<String, EnumSet<WatchKind>> at = model.computeIfAbsent(path, p -> new HashMap<>());
            EnumSet<WatchKind> kinds = at.computeIfAbsent(watcher, w -> EnumSet.noneOf(WatchKind.class));
            switch (random.nextInt(12)) {
                case 0 -> assertThat(table.remove(path, kind, watcher)).isEqualTo(kinds.remove(kind));
                case 1 -> {
                    assertThat(table.removeAny(path, watcher)).isEqualTo(!kinds.isEmpty());
                    kinds.clear();
                }
                case 2 -> {
                    if (random.nextInt(5) == 0) {
                        table.removeAll(watcher);
                        model.values().forEach(all -> all.remove(watcher));
                    }
                }
                case 3, 4 -> {
                    Kind change = CHANGES.get(random.nextInt(4));
                    List<String> taken = take(change, path);
                    assertThat(taken).as("seed %d", seed).doesNotHaveDuplicates();
                    assertThat(new TreeSet<>(taken)).as("seed %d", seed).isEqualTo(takeFrom(model, change, path));
                }
                default -> assertThat(table.add(path, kind, watcher)).isEqualTo(kinds.add(kind));
            }
            assertThat(table.size()).as("seed %d", seed).isEqualTo(sizeOf(model));
        }
    }

    private static Set<String> takeFrom(Map<String, Map<String, EnumSet<WatchKind>>> model, Kind change, String path) {
        Set<String> taken = new TreeSet<>();
        Set<WatchKind> wanted = EnumSet.noneOf(WatchKind.class);
        if (change != Kind.CHILDREN_CHANGED) {
            wanted.addAll(List.of(WatchKind.DATA, WatchKind.PERSISTENT, WatchKind.PERSISTENT_RECURSIVE));
        }
        if (change == Kind.CHILDREN_CHANGED || change == Kind.DELETED) {
            wanted.addAll(List.of(WatchKind.CHILDREN, WatchKind.PERSISTENT));
        }
        model.getOrDefault(path, Map.of()).forEach((watcher, kinds) -> {
            if (kinds.stream().anyMatch(wanted::contains)) {
                taken.add(watcher);
                kinds.removeIf(kind -> wanted.contains(kind) && (kind == WatchKind.DATA || kind == WatchKind.CHILDREN));
            }
        });
        if (change != Kind.CHILDREN_CHANGED) {
            model.forEach((other, watchers) -> watchers.forEach((watcher, kinds) -> {
                if (kinds.contains(WatchKind.PERSISTENT_RECURSIVE)
                        && (path + "/").startsWith(other.equals("/") ? "/" : other + "/")) {
                    taken.add(watcher);
                }
            }));
        }
        return taken;
    }

    private static int sizeOf(Map<String, Map<String, EnumSet<WatchKind>>> model) {
        List<EnumSet<WatchKind>> all = new ArrayList<>();
        model.values().forEach(watchers -> all.addAll(watchers.values()));
        int size = 0;
        for (EnumSet<WatchKind> kinds : all) {
            boolean isPersistent = kinds.contains(WatchKind.PERSISTENT);
            size += isPersistent || kinds.contains(WatchKind.DATA) || kinds.contains(WatchKind.PERSISTENT_RECURSIVE)
                    ? 1
                    : 0;
            size += isPersistent || kinds.contains(WatchKind.CHILDREN) ? 1 : 0;
        }
        return size;
    }
}
