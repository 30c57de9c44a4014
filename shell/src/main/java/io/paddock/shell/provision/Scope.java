package io.paddock.shell.provision;

import io.paddock.shell.tree.ZnodePaths;
import java.util.List;
import org.apache.zookeeper.data.Id;

/**
 * Where and within which bounds a source is applied.
 *
 * @param root the znode it is mounted on
 * @param source its name, by which the subtree knows its owner
 * @param isPruning whether znodes that the source does not have are removed
 * @param isAdopting whether a subtree of another owner, or of none, is taken over
 * @param protectedPaths the subtrees never to be touched, beside {@code /zookeeper}
 * @param dataBytesMax how much data a znode may have
 * @param identities who {@code auth} is in an ACL
 */
public record Scope(
        String root,
        String source,
        boolean isPruning,
        boolean isAdopting,
        List<String> protectedPaths,
        int dataBytesMax,
        List<Id> identities) {
    /** Copies the lists. */
    public Scope {
        protectedPaths = List.copyOf(protectedPaths);
        identities = List.copyOf(identities);
    }

    /** Whether a path lies where nothing is ever touched. */
    boolean isProtected(String path) {
        return ZnodePaths.isWithin("/zookeeper", path)
                || protectedPaths.stream().anyMatch(guarded -> ZnodePaths.isWithin(guarded, path));
    }

    String marker() {
        return ZnodePaths.child(root, Marker.NAME);
    }
}
