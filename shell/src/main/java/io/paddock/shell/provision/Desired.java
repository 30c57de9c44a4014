package io.paddock.shell.provision;

import io.paddock.shell.tree.Content;
import java.util.List;
import org.apache.zookeeper.data.ACL;

/**
 * What a source says of one znode.
 *
 * @param isContentGiven whether it says anything of the data; if not, a znode that is there keeps its data
 * @param content the data
 * @param isSecret whether the data must not be printed
 * @param isAclGiven whether it says who may do what; if not, a znode that is there keeps its ACL
 * @param acl who may do what
 * @param where the place in the source, for messages
 */
record Desired(
        boolean isContentGiven, Content content, boolean isSecret, boolean isAclGiven, List<ACL> acl, String where) {
    Desired {
        acl = List.copyOf(acl);
    }

    /** What an overlay makes of this: its own word wherever it has one. */
    Desired under(Desired over) {
        return new Desired(
                isContentGiven || over.isContentGiven,
                over.isContentGiven ? over.content : content,
                over.isContentGiven ? over.isSecret : isSecret,
                isAclGiven || over.isAclGiven,
                over.isAclGiven ? over.acl : acl,
                over.where);
    }

    /** The same with nothing left open. */
    Desired exact(List<ACL> aclWhereNoneIsGiven) {
        return new Desired(true, content, isSecret, true, isAclGiven ? acl : aclWhereNoneIsGiven, where);
    }
}
