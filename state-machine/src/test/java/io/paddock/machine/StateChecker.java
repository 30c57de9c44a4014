package io.paddock.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.path.ZnodePath;
import io.paddock.session.SessionTable;
import io.paddock.store.InMemoryStateStore;
import io.paddock.store.Position;
import io.paddock.tree.StateDigest;
import io.paddock.tree.ZnodeOwner;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks that what a machine keeps up to date step by step is what a count from nothing gives. */
final class StateChecker {

    private StateChecker() {}

    static void check(CoordinationMachine machine, InMemoryStateStore store) {
        Position position = machine.position();
        assertThat(position.znodes()).isEqualTo(store.znodes().size());
        assertThat(position.dataBytes()).isEqualTo(dataBytes(store));
        assertThat(position.digest()).isEqualTo(digest(store));
        store.znodes().forEach((path, stored) -> {
            assertThat(stored.znode().stat().numChildren())
                    .as("children of %s", path)
                    .isEqualTo(store.children(path).size());
            assertThat(stored.znode().dataDigest()).isEqualTo(StateDigest.ofData(stored.data()));
            if (!path.equals("/")) {
                assertThat(store.znodes()).containsKey(ZnodePath.parentOf(path));
            }
        });
        checkSessions(machine.sessions(), store);
    }

    private static void checkSessions(SessionTable sessions, InMemoryStateStore store) {
        assertThat(sessions.size()).isEqualTo(store.sessions().size());
        sessions.forEach(session -> assertThat(store.sessions()).containsEntry(session.id(), session));
        Map<Long, List<String>> ephemerals = new TreeMap<>();
        store.restoreEphemerals((id, path) -> ephemerals
                .computeIfAbsent(id, unseen -> new java.util.ArrayList<>())
                .add(path));
        int count = ephemerals.values().stream().mapToInt(List::size).sum();
        assertThat(sessions.ephemeralCount()).isEqualTo(count);
        ephemerals.forEach((id, paths) -> {
            assertThat(sessions.ephemerals(id)).containsExactlyElementsOf(paths);
            assertThat(store.sessions()).containsKey(id);
            assertThat(ZnodeOwner.kindOf(id)).isEqualTo(ZnodeOwner.Kind.EPHEMERAL);
        });
    }

    private static long dataBytes(InMemoryStateStore store) {
        long sum = 0;
        for (Map.Entry<String, InMemoryStateStore.Stored> entry : store.znodes().entrySet()) {
            sum += entry.getKey().length() + entry.getValue().data().length();
        }
        return sum;
    }

    private static long digest(InMemoryStateStore store) {
        long[] sum = new long[1];
        store.znodes().forEach((path, stored) -> sum[0] += StateDigest.ofZnode(path, stored.znode()));
        store.sessions().values().forEach(session -> sum[0] += SessionTable.digestOf(session));
        store.origins()
                .forEach((server, origin) ->
                        sum[0] += StateDigest.ofOrigin(server, origin.incarnation(), origin.sequence()));
        return sum[0];
    }
}
