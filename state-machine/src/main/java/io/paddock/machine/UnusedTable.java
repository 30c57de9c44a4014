package io.paddock.machine;

import io.paddock.tree.Znode;
import io.paddock.tree.ZnodeOwner;
import io.paddock.tree.ZnodeStat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The containers and TTL znodes, so that the leader finds those that are of no use any more without reading the tree.
 *
 * <p>Written by the apply thread, read by any, with no lock: what is found here is only proposed, and checked again when it is applied.
 */
final class UnusedTable {

    private final Map<String, Znode> znodes = new ConcurrentSkipListMap<>();

    void note(String path, Znode znode) {
        if (isWatched(znode)) {
            znodes.put(path, znode);
        }
    }

    void noteRemoval(String path, Znode last) {
        if (isWatched(last)) {
            znodes.remove(path);
        }
    }

    private static boolean isWatched(Znode znode) {
        long owner = znode.stat().owner();
        if (owner >= 0) {
            return false;
        }
        ZnodeOwner.Kind kind = ZnodeOwner.kindOf(owner);
        return kind == ZnodeOwner.Kind.CONTAINER || kind == ZnodeOwner.Kind.TTL;
    }

    /** See {@link CoordinationMachine#unused}. */
    List<String> unused(long nowMs, long neverUsedMsMax, int limit) {
        List<String> paths = new ArrayList<>();
        for (Map.Entry<String, Znode> entry : znodes.entrySet()) {
            if (paths.size() == limit) {
                break;
            }
            if (isUnused(entry.getValue().stat(), nowMs, neverUsedMsMax)) {
                paths.add(entry.getKey());
            }
        }
        return paths;
    }

    private static boolean isUnused(ZnodeStat stat, long nowMs, long neverUsedMsMax) {
        if (stat.numChildren() > 0) {
            return false;
        }
        if (ZnodeOwner.kindOf(stat.owner()) == ZnodeOwner.Kind.TTL) {
            return isOutlived(stat, nowMs);
        }
        return stat.childCreates() != 0 || (neverUsedMsMax > 0 && nowMs - stat.mtimeMs() > neverUsedMsMax);
    }

    /** Whether a TTL znode was not written to for longer than it is to live. */
    static boolean isOutlived(ZnodeStat stat, long nowMs) {
        return nowMs - stat.mtimeMs() > ZnodeOwner.ttlMs(stat.owner());
    }
}
