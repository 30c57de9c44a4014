package io.paddock.server.ensemble;

import io.paddock.acl.Acl;
import io.paddock.path.ZnodePath;
import io.paddock.server.config.EnsembleText;
import io.paddock.server.request.Published;
import io.paddock.store.ColdKey;
import io.paddock.store.ReadView;
import io.paddock.store.StateStore;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /zookeeper/config} as this server has applied it. Any thread that may block; the publish lock is not held. */
public final class ConfigNode {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigNode.class);

    private static final Set<ColdKey> KEYS =
            Set.of(new ColdKey(ColdKey.Part.ZNODE, ZnodePath.CONFIG), new ColdKey(ColdKey.Part.DATA, ZnodePath.CONFIG));

    private final Published published;
    /** The text that was read last, for it seldom changes and the leader reads it at every tick. */
    private volatile Parsed last = new Parsed("", new EnsembleText(List.of(), 0));

    /** A text and what it says. */
    private record Parsed(String text, EnsembleText ensemble) {}

    /** The one of this state. */
    public ConfigNode(Published published) {
        this.published = published;
    }

    /**
     * What it holds.
     *
     * @param ensemble the members and their version; nobody in a server that stands alone, in an ensemble that has not told yet, and when it holds nonsense
     * @param acl who may change it
     */
    public record Content(EnsembleText ensemble, Acl acl) {}

    /** Reads it, from the disk perhaps. */
    public Content read() {
        Optional<Content> content = readFromMemory();
        while (content.isEmpty()) {
            StateStore store = published.store();
            StateStore.Loaded loaded = store.load(KEYS);
            published.lock().lockShared();
            try {
                content = store.view(loaded).flatMap(this::content);
            } finally {
                published.lock().unlockShared();
            }
        }
        return content.get();
    }

    private Optional<Content> readFromMemory() {
        published.lock().lockShared();
        try {
            return content(published.store().view());
        } finally {
            published.lock().unlockShared();
        }
    }

    private Optional<Content> content(ReadView view) {
        Optional<Znode> znode = view.znode(ZnodePath.CONFIG);
        Optional<Bytes> data = view.data(ZnodePath.CONFIG);
        if (znode.isEmpty() || data.isEmpty()) {
            return Optional.empty();
        }
        String text = data.get().isNull() ? "" : new String(data.get().array(), StandardCharsets.UTF_8);
        return Optional.of(new Content(ensemble(text), znode.get().acl()));
    }

    private EnsembleText ensemble(String text) {
        Parsed known = last;
        if (!known.text().equals(text)) {
            known = new Parsed(text, parse(text));
            last = known;
        }
        return known.ensemble();
    }

    /** A client with the right to may have written anything, servers that Raft cannot have among it; it is written anew then. */
    private static EnsembleText parse(String text) {
        try {
            EnsembleText ensemble = EnsembleText.parse(text);
            Members.raft(ensemble.members());
            return ensemble;
        } catch (IllegalArgumentException wrong) {
            LOG.warn("{} holds no configuration", ZnodePath.CONFIG, wrong);
            return new EnsembleText(List.of(), 0);
        }
    }
}
