package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZKUtil;

/** Removes a subtree; {@code rmr} is the older name. */
final class DeleteAllCommand implements ShellCommand {
    private static final int BATCH = 1_000;

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
        if (!ZKUtil.deleteRecursive(call.zooKeeper(), path, batch)) {
            throw ShellFailure.refused("Failed to delete some node(s) in the subtree!");
        }
        if (call.output().isJson()) {
            call.output().json(Json.object("deleted", Json.string(path)));
        }
    }
}
