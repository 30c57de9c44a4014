package io.paddock.shell.provision;

import io.paddock.shell.tree.Znode;
import java.util.List;
import java.util.NavigableMap;

/**
 * What has to be done to make a subtree equal to a source, in a fixed order: by path, and what goes last.
 *
 * @param root the znode the source is mounted on
 * @param changes the steps, by path
 * @param extra the znodes that the source does not have and that stay
 * @param actual what was read
 * @param secrets the znodes whose data must not be printed from then on, by path below the root
 */
public record Plan(
        String root,
        List<Change> changes,
        List<String> extra,
        NavigableMap<String, Znode> actual,
        List<String> secrets) {
    /** Copies the lists. */
    public Plan {
        changes = List.copyOf(changes);
        extra = List.copyOf(extra);
        secrets = List.copyOf(secrets);
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    long count(Change.Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).count();
    }
}
