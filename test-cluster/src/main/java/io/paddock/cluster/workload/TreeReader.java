package io.paddock.cluster.workload;

import io.paddock.cluster.checker.FinalNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper;

/** Reads a node and all below it, many requests under way at once. */
final class TreeReader {
    private TreeReader() {}

    static List<FinalNode> read(ZooKeeper zookeeper, String root) throws KeeperException, InterruptedException {
        List<String> paths = new ArrayList<>(List.of(root));
        for (int next = 0; next < paths.size(); next++) {
            String parent = paths.get(next);
            if (next == 0 || zookeeper.exists(parent, false).getNumChildren() > 0) {
                zookeeper.getChildren(parent, false).forEach(name -> paths.add(parent + "/" + name));
            }
        }
        List<CompletableFuture<FinalNode>> nodes = paths.stream()
                .map(path -> read(zookeeper, path, new CompletableFuture<>()))
                .toList();
        return nodes.stream().map(CompletableFuture::join).toList();
    }

    private static CompletableFuture<FinalNode> read(
            ZooKeeper zookeeper, String path, CompletableFuture<FinalNode> answer) {
        zookeeper.getData(
                path,
                false,
                (rc, asked, ctx, data, stat) -> {
                    if (rc == Code.OK.intValue()) {
                        answer.complete(new FinalNode(
                                path,
                                new String(data, StandardCharsets.UTF_8),
                                stat.getVersion(),
                                stat.getCzxid(),
                                stat.getMzxid(),
                                stat.getEphemeralOwner()));
                    } else {
                        answer.completeExceptionally(KeeperException.create(Code.get(rc), path));
                    }
                },
                null);
        return answer;
    }
}
