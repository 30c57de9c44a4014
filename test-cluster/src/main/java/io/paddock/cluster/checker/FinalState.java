package io.paddock.cluster.checker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The nodes of the workload as one server showed them when all writing was over.
 *
 * @param nodes by path
 * @param sessions the session of each client that still lives
 */
public record FinalState(SortedMap<String, FinalNode> nodes, Map<Integer, Long> sessions) {
    /** Copies. */
    public FinalState {
        nodes = new TreeMap<>(nodes);
        sessions = Map.copyOf(sessions);
    }

    /** The node, if it is there. */
    Optional<FinalNode> node(String path) {
        return Optional.ofNullable(nodes.get(path));
    }

    /** The children of a node, by name. */
    List<FinalNode> children(String parent) {
        return nodes.tailMap(parent + "/").values().stream()
                .takeWhile(node -> node.path().startsWith(parent + "/"))
                .toList();
    }
}
