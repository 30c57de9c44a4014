package io.paddock.shell.provision;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.tree.Content;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * The znodes whose data came from a secret, as the markers of their owners tell. Their data is not printed either where no
 * source is at hand that says so: when they are removed, or compared with those of another ensemble.
 */
public final class KnownSecrets {
    private final Set<String> paths = new TreeSet<>();

    private KnownSecrets() {}

    /** By the markers among what was read. */
    public static KnownSecrets of(Collection<Znode> read) {
        KnownSecrets known = new KnownSecrets();
        for (Znode znode : read) {
            if (ZnodePaths.name(znode.path()).equals(Marker.NAME)) {
                known.add(znode.path(), znode.content());
            }
        }
        return known;
    }

    /** Adds those that the markers above a path tell; one that may not be read tells nothing. */
    public KnownSecrets andAbove(ZooKeeper zooKeeper, String root) throws KeeperException, InterruptedException {
        String path = root;
        while (!path.equals("/")) {
            path = ZnodePaths.parent(path);
            String marker = ZnodePaths.child(path, Marker.NAME);
            try {
                add(marker, Content.ofNullable(zooKeeper.getData(marker, false, new Stat())));
            } catch (KeeperException.NoNodeException | KeeperException.NoAuthException noWord) {
                // Nobody owns it, or not for us to know.
            }
        }
        return this;
    }

    boolean contains(String path) {
        return paths.contains(path);
    }

    private void add(String marker, Content content) {
        try {
            for (String relative : Marker.read(marker, content).secrets()) {
                paths.add(ZnodePaths.under(ZnodePaths.parent(marker), relative));
            }
        } catch (ShellFailure notAMarker) {
            // Somebody's own znode of that name.
        }
    }
}
