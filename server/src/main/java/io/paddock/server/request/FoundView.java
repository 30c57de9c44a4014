package io.paddock.server.request;

import io.paddock.store.ReadView;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A view and a count of descendants that was made for the read that looks.
 *
 * @param count the count, if one was asked for
 */
record FoundView(ReadView view, OptionalLong count) implements ReadView {

    @Override
    public Optional<Znode> znode(String path) {
        return view.znode(path);
    }

    @Override
    public Optional<Bytes> data(String path) {
        return view.data(path);
    }

    @Override
    public Optional<Set<String>> children(String path) {
        return view.children(path);
    }
}
