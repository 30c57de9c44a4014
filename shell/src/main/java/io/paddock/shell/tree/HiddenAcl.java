package io.paddock.shell.tree;

import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.outcome.ShellFailure;
import java.util.Collection;
import java.util.List;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;

/**
 * ACLs as servers show them to who has no admin permission: the hash of each digest is an {@code x}. Such an ACL is good to
 * compare with but not to write.
 */
public final class HiddenAcl {
    private static final String DIGEST = "digest";
    private static final String HIDDEN = ":x";

    private HiddenAcl() {}

    /** Whether a part of it is hidden. */
    public static boolean isHidden(List<ACL> acl) {
        return acl.stream()
                .anyMatch(entry -> entry.getId().getScheme().equals(DIGEST)
                        && entry.getId().getId().endsWith(HIDDEN));
    }

    /** What a server would show of it. */
    public static List<ACL> hide(List<ACL> acl) {
        return acl.stream().map(HiddenAcl::hide).toList();
    }

    /** Fails where an ACL of these is not to be seen in full, since it would be written elsewhere as something else. */
    public static void refuse(Collection<Znode> znodes, String wayOut) {
        for (Znode znode : znodes) {
            if (isHidden(znode.acl())) {
                throw new ShellFailure(
                        ExitStatus.NOT_AUTHORISED,
                        "The ACL of " + znode.path() + " hides its digests from this session, which has no admin"
                                + " permission: come with --auth as one who has" + wayOut);
            }
        }
    }

    private static ACL hide(ACL entry) {
        Id id = entry.getId();
        int colon = id.getId().indexOf(':');
        boolean isDigest = id.getScheme().equals(DIGEST) && colon >= 0;
        return isDigest ? new ACL(entry.getPerms(), new Id(DIGEST, id.getId().substring(0, colon) + HIDDEN)) : entry;
    }
}
