package io.paddock.shell.provision;

import io.paddock.shell.tree.Content;
import io.paddock.shell.tree.Znode;
import java.util.List;
import org.apache.zookeeper.data.ACL;

/**
 * A znode before or after a change.
 *
 * @param content its data
 * @param acl who may do what
 * @param version the version of the data that was read; -1 for what is still to be made
 * @param aclVersion the version of the ACL that was read
 */
public record State(Content content, List<ACL> acl, int version, int aclVersion) {
    /** Not there. */
    public static final State ABSENT = new State(Content.NULL, List.of(), -1, -1);

    /** Copies the list. */
    public State {
        acl = List.copyOf(acl);
    }

    static State of(Znode znode) {
        return new State(
                znode.content(),
                znode.acl(),
                znode.stat().getVersion(),
                znode.stat().getAversion());
    }

    static State wanted(Content content, List<ACL> acl) {
        return new State(content, acl, -1, -1);
    }
}
