package io.paddock.machine;

import io.paddock.acl.Acl;
import io.paddock.acl.AclEntry;
import io.paddock.acl.AclScheme;
import io.paddock.acl.Permission;
import io.paddock.path.ZnodePath;
import io.paddock.tree.Bytes;
import io.paddock.tree.ZnodeOwner;
import io.paddock.tree.ZnodeStat;
import java.util.List;

/** The tree of a new ensemble, with the numbers that ZooKeeper 3.9.5 shows for it: nothing was created, the znodes were always there. */
final class FreshTree {

    private static final Acl READ_ONLY =
            new Acl(List.of(new AclEntry(Permission.READ, AclScheme.WORLD, AclScheme.ANYONE)));

    private FreshTree() {}

    static void create(Overlay overlay) {
        create(overlay, ZnodePath.ROOT, stat(0, 1), Acl.OPEN);
        create(overlay, ZnodePath.ZOOKEEPER, stat(0, 2), Acl.OPEN);
        create(overlay, ZnodePath.QUOTA, stat(0, 0), Acl.OPEN);
        create(overlay, ZnodePath.CONFIG, stat(-1, 0), READ_ONLY);
    }

    private static void create(Overlay overlay, String path, ZnodeStat stat, Acl acl) {
        overlay.create(overlay.find(path), stat, acl, Bytes.EMPTY);
    }

    private static ZnodeStat stat(int aversion, int numChildren) {
        return new ZnodeStat(0, 0, 0, 0, 0, 0, 0, aversion, ZnodeOwner.PERSISTENT, 0, numChildren);
    }
}
