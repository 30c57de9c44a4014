package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import io.paddock.shell.output.StatText;
import io.paddock.shell.tree.Parents;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** Makes a znode or replaces its data, whichever is needed. */
final class PutCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return DataArgument.options(
                        Syntax.named("put", "Replaces the data of a znode, which is made where it is not there.")
                                .flag("also make the znodes above that are missing", "-p"))
                .argument(Syntax.PATH, "the znode")
                .argument("data", "its data: text, @FILE, or - for standard input")
                .example("put /app/version 7", "whether it was there or not")
                .example("put -p /app/config @config.json", "data from a file, with the parents");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.path(0);
        byte[] data = DataArgument.read(call, 1);
        ZooKeeper zooKeeper = call.zooKeeper();
        Stat stat = new Stat();
        boolean isCreated = false;
        boolean isDone = false;
        while (!isDone) {
            try {
                stat = zooKeeper.setData(path, data, -1);
                isDone = true;
            } catch (KeeperException.NoNodeException notThere) {
                isCreated = create(call, path, data, stat);
                isDone = isCreated;
            }
        }
        if (call.output().isJson()) {
            call.output()
                    .json(Json.object("path", Json.string(path))
                            .and("created", Json.bool(isCreated))
                            .and("stat", StatText.json(stat)));
        } else if (isCreated) {
            call.output().line("Created " + path);
        }
    }

    /** Returns false where somebody else was quicker: then the data is to be replaced after all. */
    private static boolean create(Invocation call, String path, byte[] data, Stat stat)
            throws KeeperException, InterruptedException {
        if (call.has("-p")) {
            Parents.create(call.zooKeeper(), path, ZooDefs.Ids.OPEN_ACL_UNSAFE);
        }
        try {
            call.zooKeeper().create(path, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT, stat);
            return true;
        } catch (KeeperException.NodeExistsException quicker) {
            return false;
        }
    }
}
