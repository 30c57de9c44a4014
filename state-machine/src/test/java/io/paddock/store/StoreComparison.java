package io.paddock.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.session.Session;
import io.paddock.store.StoreModel.Node;
import io.paddock.tree.ZnodeOwner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares a store with a model, through every way of reading. */
final class StoreComparison {

    private StoreComparison() {}

    /** A path through the view, loading what is cold; the caller is the only publisher, or holds it back. */
    static void assertSame(StateStore store, StoreModel model, String path) {
        Set<ColdKey> cold = new HashSet<>();
        Set<ColdKey> missing = compare(store.view(), model, path);
        while (!missing.isEmpty()) {
            // What was here a moment ago may be evicted, so all that was ever missed is loaded again.
            cold.addAll(missing);
            ReadView view = store.view(store.load(cold)).orElseGet(store::view);
            missing = compare(view, model, path);
        }
    }

    /** Compares a path, and returns what is cold of it. */
    static Set<ColdKey> compare(ReadView view, StoreModel model, String path) {
        Node expected = model.nodes.get(path);
        view.znode(path).ifPresent(znode -> assertThat(znode).as(path).isEqualTo(model.znode(path)));
        if (expected != null) {
            view.data(path).ifPresent(data -> assertThat(data).as(path).isEqualTo(expected.data()));
            view.children(path)
                    .ifPresent(names ->
                            assertThat(names).as(path).containsExactlyInAnyOrderElementsOf(model.children(path)));
        }
        return coldKeys(view, path, expected != null);
    }

    private static Set<ColdKey> coldKeys(ReadView view, String path, boolean exists) {
        Set<ColdKey> cold = new HashSet<>();
        if (view.znode(path).isEmpty()) {
            cold.add(new ColdKey(ColdKey.Part.ZNODE, path));
        }
        if (exists && view.data(path).isEmpty()) {
            cold.add(new ColdKey(ColdKey.Part.DATA, path));
        }
        if (exists && view.children(path).isEmpty()) {
            cold.add(new ColdKey(ColdKey.Part.CHILDREN, path));
        }
        return cold;
    }

    /** A path as the apply thread reads it. */
    static void assertSameToApply(StateStore store, StoreModel model, String path) {
        Node expected = model.nodes.get(path);
        assertThat(store.znode(path)).as(path).isEqualTo(model.znode(path));
        if (expected != null) {
            assertThat(store.data(path)).as(path).isEqualTo(expected.data());
            assertThat(store.children(path)).as(path).isEqualTo(model.children(path));
        }
    }

    /** Everything of a store that was just opened. */
    static void assertSameAfterOpen(StateStore store, StoreModel model) {
        assertThat(store.opened()).isEqualTo(model.position);
        assertThat(store.written()).isEqualTo(model.position);
        assertThat(allPaths(store, "/")).isEqualTo(new ArrayList<>(model.nodes.keySet()));
        model.nodes.forEach((path, node) -> assertSameToApply(store, model, path));
        assertThat(sessions(store)).isEqualTo(model.sessions);
        assertThat(origins(store)).isEqualTo(model.origins);
        assertThat(ephemerals(store)).isEqualTo(ephemerals(model));
        assertThat(unusable(store)).isEqualTo(unusable(model));
        assertThat(store.countDescendants("/")).isEqualTo(Math.max(0, model.nodes.size() - 1));
    }

    private static List<String> allPaths(StateStore store, String root) {
        List<String> paths = new ArrayList<>();
        if (store.znode(root).exists()) {
            collect(store, root, paths);
        }
        paths.sort(null);
        return paths;
    }

    private static void collect(StateStore store, String path, List<String> paths) {
        paths.add(path);
        for (String name : store.children(path)) {
            collect(store, path.equals("/") ? "/" + name : path + "/" + name, paths);
        }
    }

    private static SortedMap<Long, Session> sessions(StateStore store) {
        SortedMap<Long, Session> sessions = new TreeMap<>();
        store.restoreSessions(session -> sessions.put(session.id(), session));
        return sessions;
    }

    private static SortedMap<Integer, Origin> origins(StateStore store) {
        SortedMap<Integer, Origin> origins = new TreeMap<>();
        store.restoreOrigins((server, incarnation, sequence) -> origins.put(server, new Origin(incarnation, sequence)));
        return origins;
    }

    private static List<String> ephemerals(StateStore store) {
        List<String> found = new ArrayList<>();
        store.restoreEphemerals((session, path) -> found.add(Long.toHexString(session) + " " + path));
        return found;
    }

    private static List<String> ephemerals(StoreModel model) {
        List<String> expected = new ArrayList<>();
        for (Map.Entry<String, Node> entry : model.nodes.entrySet()) {
            long owner = entry.getValue().znode().stat().owner();
            if (ZnodeOwner.kindOf(owner) == ZnodeOwner.Kind.EPHEMERAL) {
                expected.add(Long.toHexString(owner) + " " + entry.getKey());
            }
        }
        expected.sort(null);
        return expected;
    }

    private static List<String> unusable(StateStore store) {
        List<String> found = new ArrayList<>();
        store.restoreUnusable(found::add);
        return found;
    }

    private static List<String> unusable(StoreModel model) {
        List<String> expected = new ArrayList<>();
        for (Map.Entry<String, Node> entry : model.nodes.entrySet()) {
            ZnodeOwner.Kind kind =
                    ZnodeOwner.kindOf(entry.getValue().znode().stat().owner());
            if (kind == ZnodeOwner.Kind.CONTAINER || kind == ZnodeOwner.Kind.TTL) {
                expected.add(entry.getKey());
            }
        }
        return expected;
    }
}
