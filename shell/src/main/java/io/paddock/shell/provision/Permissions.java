package io.paddock.shell.provision;

import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;

/**
 * Looks ahead whether the server will allow the changes, so that a lack of permission is named before the first write.
 *
 * <p>Who we are by address or by a certificate is not known here: an ACL with such an entry is taken to allow.
 */
final class Permissions {
    private static final Set<String> KNOWN_SCHEMES = Set.of("world", "digest");

    private final List<Id> identities;

    Permissions(Scope scope) {
        this.identities = scope.identities();
    }

    void check(List<Change> changes, Map<String, Znode> actual) {
        boolean isSuper = identities.stream().anyMatch(id -> id.getId().startsWith("super:"));
        if (isSuper) {
            return;
        }
        // A znode that is made has its ACL at once: it holds for those that are made below it.
        Map<String, List<ACL>> acls = new HashMap<>();
        actual.forEach((path, znode) -> acls.put(path, znode.acl()));
        for (Change change : changes) {
            switch (change.kind()) {
                case CREATE -> {
                    check(change, ZnodePaths.parent(change.path()), ZooDefs.Perms.CREATE, acls);
                    acls.put(change.path(), change.after().acl());
                }
                case DELETE -> check(change, ZnodePaths.parent(change.path()), ZooDefs.Perms.DELETE, acls);
                case SET -> check(change, change.path(), ZooDefs.Perms.WRITE, acls);
                case SET_ACL -> check(change, change.path(), ZooDefs.Perms.ADMIN, acls);
            }
        }
    }

    private void check(Change change, String path, int permission, Map<String, List<ACL>> acls) {
        List<ACL> acl = acls.getOrDefault(path, List.of());
        if (acl.isEmpty() || isAllowed(acl, permission)) {
            return;
        }
        throw new ShellFailure(
                ExitStatus.NOT_AUTHORISED,
                "No permission to "
                        + change.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + change.path()
                        + ": the ACL of " + path + " does not allow it");
    }

    private boolean isAllowed(List<ACL> acl, int permission) {
        for (ACL entry : acl) {
            if ((entry.getPerms() & permission) != 0) {
                Id id = entry.getId();
                boolean isUnknown = !KNOWN_SCHEMES.contains(id.getScheme());
                if (isUnknown || id.getScheme().equals("world") || identities.contains(id)) {
                    return true;
                }
            }
        }
        return false;
    }
}
