package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import io.paddock.shell.tree.Batches;
import io.paddock.shell.tree.SubtreeReader.Detail;
import io.paddock.shell.tree.Znode;
import java.util.Collection;
import org.apache.zookeeper.KeeperException;

/** Removes a subtree; {@code rmr} is the older name. */
final class DeleteAllCommand implements ShellCommand {
    private static final int BATCH = 1_000;
    private static final int ANY_VERSION = -1;

    private final String name;

    DeleteAllCommand(String name) {
        this.name = name;
    }

    @Override
    public Syntax syntax() {
        return Syntax.named(name, "Removes a znode and everything under it.")
                .value("batch size", "how many znodes go in one transaction (" + BATCH + ")", "-b")
                .argument(Syntax.PATH, "the znode")
                .example(name + " /app/old", "");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.path(0);
        int batch = call.intValue("-b", BATCH);
        if (path.equals("/")) {
            throw ShellFailure.refused("The root cannot be removed; remove the znodes under it");
        }
        if (batch < 1) {
            throw call.usage("The batch size must be above 0 but is " + batch);
        }
        Collection<Znode> znodes =
                Subtree.read(call, call.zooKeeper(), path, Detail.STAT).values();
        new SubtreeCopy(call)
                .write(
                        call.zooKeeper(),
                        SubtreeCopy.removing(znodes, znode -> ANY_VERSION),
                        new Batches.Limit(Batches.BYTES_MAX, batch),
                        "Removed");
        if (call.output().isJson()) {
            call.output().json(Json.object("deleted", Json.string(path)));
        }
    }
}
