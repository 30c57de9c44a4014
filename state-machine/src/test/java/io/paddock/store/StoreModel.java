package io.paddock.store;

import io.paddock.session.Session;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a store must hold, as plain sorted maps. A copy is cheap enough to keep one for each entry. */
final class StoreModel {

    /** A znode with its data. */
    record Node(Znode znode, Bytes data) {}

    final SortedMap<String, Node> nodes = new TreeMap<>();
    final SortedMap<Long, Session> sessions = new TreeMap<>();
    final SortedMap<Integer, Origin> origins = new TreeMap<>();
    Position position = Position.START;

    StoreModel copy() {
        StoreModel copy = new StoreModel();
        copy.nodes.putAll(nodes);
        copy.sessions.putAll(sessions);
        copy.origins.putAll(origins);
        copy.position = position;
        return copy;
    }

    Znode znode(String path) {
        return nodes.containsKey(path) ? nodes.get(path).znode() : Znode.ABSENT;
    }

    /** Sorted. */
    List<String> children(String parent) {
        String prefix = parent.equals("/") ? "/" : parent + "/";
        List<String> names = new ArrayList<>();
        for (String path : nodes.tailMap(prefix).keySet()) {
            if (!path.startsWith(prefix)) {
                break;
            }
            String name = path.substring(prefix.length());
            if (!name.isEmpty() && name.indexOf('/') < 0) {
                names.add(name);
            }
        }
        return names;
    }

    long descendants(String path) {
        String prefix = path.equals("/") ? "/" : path + "/";
        return nodes.keySet().stream()
                .filter(other -> other.startsWith(prefix) && !other.equals(path))
                .count();
    }
}
