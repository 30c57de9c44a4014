package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import io.paddock.shell.tree.Parents;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Quotas;
import org.apache.zookeeper.StatsTrack;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * The znodes in which ZooKeeper keeps quotas: for {@code /app} there is {@code /zookeeper/quota/app} with the children
 * {@code zookeeper_limits} and {@code zookeeper_stats}. The server counts from the moment the second is made.
 */
final class QuotaZnodes {
    private final ZooKeeper zooKeeper;
    private final String path;

    QuotaZnodes(ZooKeeper zooKeeper, String path) {
        if (path.equals("/")) {
            throw ShellFailure.refused("The root has no quota");
        }
        this.zooKeeper = zooKeeper;
        this.path = path;
    }

    /** The quota as set. Fails with NoNode where there is none. */
    StatsTrack limits() throws KeeperException, InterruptedException {
        return new StatsTrack(zooKeeper.getData(Quotas.limitPath(path), false, new Stat()));
    }

    /** What the server counts. */
    StatsTrack usage() throws KeeperException, InterruptedException {
        return new StatsTrack(zooKeeper.getData(Quotas.statPath(path), false, new Stat()));
    }

    boolean hasLimits() throws KeeperException, InterruptedException {
        return zooKeeper.exists(Quotas.limitPath(path), false) != null;
    }

    /** Replaces limits that are there. */
    void replaceLimits(StatsTrack limits) throws KeeperException, InterruptedException {
        zooKeeper.setData(Quotas.limitPath(path), limits.getStatsBytes(), -1);
    }

    /** Makes the limits and starts the count. */
    void createLimits(StatsTrack limits) throws KeeperException, InterruptedException {
        refuseNesting();
        Parents.create(zooKeeper, Quotas.limitPath(path), ZooDefs.Ids.OPEN_ACL_UNSAFE);
        create(Quotas.limitPath(path), limits);
        StatsTrack nothingYet = new StatsTrack();
        nothingYet.setCount(0);
        nothingYet.setBytes(0L);
        create(Quotas.statPath(path), nothingYet);
    }

    /** Removes limits and count, and the znodes above that this leaves empty. */
    void delete() throws KeeperException, InterruptedException {
        String node = Quotas.quotaPath(path);
        for (String child : zooKeeper.getChildren(node, false)) {
            zooKeeper.delete(node + "/" + child, -1);
        }
        while (!node.equals(Quotas.quotaZookeeper)
                && zooKeeper.getChildren(node, false).isEmpty()) {
            zooKeeper.delete(node, -1);
            node = node.substring(0, node.lastIndexOf('/'));
        }
    }

    /** The four numbers of a quota or a count; -1 is none. */
    static Json json(StatsTrack track) {
        return Json.object("count", Json.number(track.getCount()))
                .and("bytes", Json.number(track.getBytes()))
                .and("countHardLimit", Json.number(track.getCountHardLimit()))
                .and("byteHardLimit", Json.number(track.getByteHardLimit()));
    }

    private void create(String node, StatsTrack track) throws KeeperException, InterruptedException {
        zooKeeper.create(node, track.getStatsBytes(), ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }

    /** ZooKeeper counts for one quota on the way to the root alone. */
    private void refuseNesting() throws KeeperException, InterruptedException {
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            String above = path.substring(0, slash);
            if (zooKeeper.exists(Quotas.limitPath(above), false) != null) {
                throw ShellFailure.refused(path + " has a parent " + above + " which has a quota");
            }
        }
        for (String below : quotasBelow()) {
            throw ShellFailure.refused(path + " has a child " + below + " which has a quota");
        }
    }

    private List<String> quotasBelow() throws KeeperException, InterruptedException {
        List<String> found = new ArrayList<>();
        try {
            for (String node : ZKUtil.listSubTreeBFS(zooKeeper, Quotas.quotaPath(path))) {
                if (node.endsWith("/" + Quotas.limitNode) && !node.equals(Quotas.limitPath(path))) {
                    String owner = node.substring(0, node.lastIndexOf('/'));
                    found.add(owner.substring(Quotas.quotaZookeeper.length()));
                }
            }
        } catch (KeeperException.NoNodeException noQuotaHere) {
            return List.of();
        }
        return found;
    }
}
