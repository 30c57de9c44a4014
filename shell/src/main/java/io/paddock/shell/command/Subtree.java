package io.paddock.shell.command;

import io.paddock.shell.tree.SubtreeReader;
import io.paddock.shell.tree.SubtreeReader.Detail;
import io.paddock.shell.tree.Znode;
import java.util.NavigableMap;
import java.util.function.Predicate;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** Reads a subtree for a command and shows how far it has come. */
final class Subtree {
    private Subtree() {}

    static NavigableMap<String, Znode> read(Invocation call, ZooKeeper zooKeeper, String path, Detail detail)
            throws KeeperException, InterruptedException {
        return read(call, zooKeeper, path, detail, any -> true);
    }

    static NavigableMap<String, Znode> read(
            Invocation call, ZooKeeper zooKeeper, String path, Detail detail, Predicate<String> isWanted)
            throws KeeperException, InterruptedException {
        try {
            return new SubtreeReader(
                            zooKeeper, detail, isWanted, count -> call.output().progress("Read " + count + " znodes"))
                    .read(path);
        } finally {
            call.output().endProgress();
        }
    }
}
