package io.paddock.shell.tree;

import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;

/** Makes the znodes above a path that are not there. */
public final class Parents {
    private Parents() {}

    /** From the top down, without data; one that somebody else makes meanwhile is as good. */
    public static void create(ZooKeeper zooKeeper, String path, List<ACL> acl)
            throws KeeperException, InterruptedException {
        int lastSlash = path.lastIndexOf('/');
        if (lastSlash <= 0 || zooKeeper.exists(path.substring(0, lastSlash), false) != null) {
            return;
        }
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            createIfMissing(zooKeeper, path.substring(0, slash), acl);
        }
    }

    private static void createIfMissing(ZooKeeper zooKeeper, String path, List<ACL> acl)
            throws KeeperException, InterruptedException {
        try {
            zooKeeper.create(path, null, acl, CreateMode.PERSISTENT);
        } catch (KeeperException.NodeExistsException alreadyThere) {
            // As good as made.
        }
    }
}
