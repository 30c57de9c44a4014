package io.paddock.server.request;

import io.paddock.outcome.Change;
import io.paddock.server.wire.Call;
import io.paddock.server.wire.ReplyWriter;
import io.paddock.store.ColdKey;
import io.paddock.store.ReadView;
import io.paddock.tree.Znode;
import io.paddock.watch.WatchKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A client's watches set again after a reconnect: what has changed since is told at once, for the rest the watch is set (ZooKeeper 3.9.5,
 * opcodes 101 and 105).
 *
 * <p>The caller holds the publish lock.
 */
final class WatchCatchUp {

    /** The zxid of an event that makes up for a missed one. */
    private static final long NO_ZXID = -1;

    private final Call.SetWatches call;
    private final ReadView view;
    private final Published published;

    WatchCatchUp(Call.SetWatches call, ReadView view, Published published) {
        this.call = call;
        this.view = view;
        this.published = published;
    }

    /** What memory does not hold of the paths named. */
    Set<ColdKey> cold() {
        Set<ColdKey> cold = new HashSet<>();
        for (List<String> paths : List.of(call.data(), call.exist(), call.child())) {
            for (String path : paths) {
                if (ReadService.znode(view, path).isEmpty()) {
                    cold.add(new ColdKey(ColdKey.Part.ZNODE, path));
                }
            }
        }
        return cold;
    }

    /** Queues the events and sets the watches. */
    void run(RequestPipeline client) {
        for (String path : call.data()) {
            Znode znode = znode(path);
            if (!znode.exists()) {
                tell(client, Change.Kind.DELETED, path);
            } else if (znode.stat().mzxid() > call.relativeZxid()) {
                tell(client, Change.Kind.DATA_CHANGED, path);
            } else {
                published.watches().add(path, WatchKind.DATA, client);
            }
        }
        for (String path : call.exist()) {
            if (znode(path).exists()) {
                tell(client, Change.Kind.CREATED, path);
            } else {
                published.watches().add(path, WatchKind.DATA, client);
            }
        }
        for (String path : call.child()) {
            Znode znode = znode(path);
            if (!znode.exists()) {
                tell(client, Change.Kind.DELETED, path);
            } else if (znode.stat().pzxid() > call.relativeZxid()) {
                tell(client, Change.Kind.CHILDREN_CHANGED, path);
            } else {
                published.watches().add(path, WatchKind.CHILDREN, client);
            }
        }
        call.persistent().forEach(path -> published.watches().add(path, WatchKind.PERSISTENT, client));
        call.recursive().forEach(path -> published.watches().add(path, WatchKind.PERSISTENT_RECURSIVE, client));
    }

    private Znode znode(String path) {
        return ReadService.znode(view, path).orElseThrow();
    }

    private static void tell(RequestPipeline client, Change.Kind kind, String path) {
        client.tell(ReplyWriter.event(kind, path, NO_ZXID));
    }
}
