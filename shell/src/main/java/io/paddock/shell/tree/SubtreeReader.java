package io.paddock.shell.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.zookeeper.AsyncCallback.Children2Callback;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;

/**
 * Reads a subtree with many requests under way at once, so that its size and not the way to the server sets the time.
 *
 * <p>A znode that goes while the subtree is read is left out, but for the topmost. Used by one thread.
 */
public final class SubtreeReader {
    private static final int REQUESTS_MAX = 200;

    /** How much is asked of each znode. */
    public enum Detail {
        /** The stat; the content and the ACL are left empty. */
        STAT,
        /** The stat and the data. */
        DATA,
        /** The ACL too. */
        ALL
    }

    private final ZooKeeper zooKeeper;
    private final Detail detail;
    private final Predicate<String> isWanted;
    private final IntConsumer progress;

    /** A reader that passes by the subtrees whose path is not wanted, and tells how many znodes it has. */
    public SubtreeReader(ZooKeeper zooKeeper, Detail detail, Predicate<String> isWanted, IntConsumer progress) {
        this.zooKeeper = zooKeeper;
        this.detail = detail;
        this.isWanted = isWanted;
        this.progress = progress;
    }

    /** The znodes of a subtree by path, in the order of {@link ZnodePaths#ORDER}. Fails with NoNode without its root. */
    public NavigableMap<String, Znode> read(String root) throws KeeperException, InterruptedException {
        NavigableMap<String, Znode> found = new TreeMap<>(ZnodePaths.ORDER);
        List<String> level = List.of(root);
        while (!level.isEmpty()) {
            List<String> next = new ArrayList<>();
            for (int from = 0; from < level.size(); from += REQUESTS_MAX) {
                List<String> part = level.subList(from, Math.min(level.size(), from + REQUESTS_MAX));
                readPart(root, part, found, next);
                progress.accept(found.size());
            }
            level = next;
        }
        return found;
    }

    private void readPart(String root, List<String> paths, NavigableMap<String, Znode> found, List<String> next)
            throws KeeperException, InterruptedException {
        List<Answers> asked = new ArrayList<>();
        for (String path : paths) {
            asked.add(ask(path));
        }
        for (Answers answers : asked) {
            Optional<Znode> znode = answers.znode(root);
            if (znode.isPresent()) {
                String path = znode.get().path();
                found.put(path, znode.get());
                for (String name : answers.children().join()) {
                    String child = ZnodePaths.child(path, name);
                    if (isWanted.test(child)) {
                        next.add(child);
                    }
                }
            }
        }
    }

    private Answers ask(String path) {
        CompletableFuture<Znode> data = new CompletableFuture<>();
        CompletableFuture<List<ACL>> acl = new CompletableFuture<>();
        CompletableFuture<List<String>> children = new CompletableFuture<>();
        if (detail != Detail.STAT) {
            zooKeeper.getData(
                    path,
                    false,
                    (rc, p, ctx, bytes, stat) ->
                            settle(data, rc, p, () -> new Znode(p, Content.ofNullable(bytes), List.of(), stat)),
                    null);
        }
        if (detail == Detail.ALL) {
            zooKeeper.getACL(
                    path, new Stat(), (rc, p, ctx, list, stat) -> settle(acl, rc, p, () -> List.copyOf(list)), null);
        } else {
            acl.complete(List.of());
        }
        Children2Callback listed = (rc, p, ctx, names, stat) -> {
            if (detail == Detail.STAT) {
                settle(data, rc, p, () -> new Znode(p, Content.NULL, List.of(), stat));
            }
            settle(children, rc, p, () -> List.copyOf(names));
        };
        zooKeeper.getChildren(path, false, listed, null);
        return new Answers(path, data, acl, children);
    }

    private static <T> void settle(CompletableFuture<T> future, int resultCode, String path, Supplier<T> answer) {
        if (resultCode == KeeperException.Code.OK.intValue()) {
            future.complete(answer.get());
        } else {
            future.completeExceptionally(KeeperException.create(KeeperException.Code.get(resultCode), path));
        }
    }

    /** What is still to come about one znode. */
    private record Answers(
            String path,
            CompletableFuture<Znode> data,
            CompletableFuture<List<ACL>> acl,
            CompletableFuture<List<String>> children) {
        /** All of it, or nothing where the znode has gone. */
        Optional<Znode> znode(String root) throws KeeperException, InterruptedException {
            try {
                Znode znode = data.get();
                children.get();
                return Optional.of(new Znode(path, znode.content(), acl.get(), znode.stat()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof KeeperException failure)) {
                    throw new IllegalStateException("expected an error of the client", e);
                }
                if (failure.code() == KeeperException.Code.NONODE && !path.equals(root)) {
                    return Optional.empty();
                }
                throw failure;
            }
        }
    }
}
