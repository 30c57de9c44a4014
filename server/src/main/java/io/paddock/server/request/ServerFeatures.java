package io.paddock.server.request;

import io.paddock.acl.Acl;
import io.paddock.acl.AclEntry;
import io.paddock.acl.Permission;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import io.paddock.tree.ZnodeStat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;

/**
 * What this server can do beyond ZooKeeper, as the znode {@value #PATH} that any client can read and none can see in a listing. It is no
 * part of the tree: no replica stores it, no digest covers it, and a znode that somebody makes at that path is shown in its place.
 *
 * <p>Immutable.
 */
public final class ServerFeatures {

    /** Where it is read. */
    public static final String PATH = "/zookeeper/paddock";

    private final Bytes data;
    private final Znode znode;

    /** These features, by name: what they are set to. */
    public ServerFeatures(SortedMap<String, String> features) {
        StringBuilder text = new StringBuilder();
        features.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        data = Bytes.of(text.toString().getBytes(StandardCharsets.UTF_8));
        Acl readable = new Acl(List.of(new AclEntry(Permission.READ, "world", "anyone")));
        znode = new Znode(new ZnodeStat(0, 0, 0, 0, 0, 0, 0, 0, 0, data.length(), 0), readable, 0);
    }

    /** What there is at a path: the znode that was found, or, where none is, these features if the path is theirs. */
    Znode orAt(String path, Znode found) {
        return isAt(path, found) ? znode : found;
    }

    /** Whether what was found at a path is to be shown as these features. */
    boolean isAt(String path, Znode found) {
        return !found.exists() && path.equals(PATH);
    }

    /** The text: a line {@code name=value} each, in the order of their names. */
    Bytes data() {
        return data;
    }
}
