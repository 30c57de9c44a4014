package io.paddock.store;

import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import java.util.Optional;
import java.util.Set;

/**
 * The published state as far as memory holds it. Nothing here waits: what is empty must be {@link StateStore#load loaded} first.
 *
 * <p>The caller holds the publish lock, shared or exclusive, as long as it uses the view and what came out of {@link #children}.
 */
public interface ReadView {

    /** The znode, {@link Znode#ABSENT} when there is none, empty when memory does not know. */
    Optional<Znode> znode(String path);

    /** The data of a znode that exists; empty when memory does not hold it. */
    Optional<Bytes> data(String path);

    /** The names of the children of a znode that exists; empty when memory does not hold all of them. */
    Optional<Set<String>> children(String path);
}
