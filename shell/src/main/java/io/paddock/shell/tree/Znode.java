package io.paddock.shell.tree;

import java.util.List;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.server.EphemeralType;

/**
 * A znode as it was read.
 *
 * @param path its absolute path
 * @param content its data
 * @param acl who may do what; empty where it was not asked for
 * @param stat its stat
 */
public record Znode(String path, Content content, List<ACL> acl, Stat stat) {
    /** Copies the list. */
    public Znode {
        acl = List.copyOf(acl);
    }

    /** Whether it belongs to a session and goes with it. */
    public boolean isEphemeral() {
        return stat.getEphemeralOwner() != 0 && EphemeralType.get(stat.getEphemeralOwner()) == EphemeralType.NORMAL;
    }
}
