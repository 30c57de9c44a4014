package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import org.apache.zookeeper.KeeperException;

/** Counts a subtree. */
final class GetAllChildrenNumberCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("getAllChildrenNumber", "Prints how many znodes are under a znode, at any depth.")
                .argument(Syntax.PATH, "the znode")
                .example("getAllChildrenNumber /app", "42");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.path(0);
        int count = call.zooKeeper().getAllChildrenNumber(path);
        if (call.output().isJson()) {
            call.output().json(Json.object("path", Json.string(path)).and("count", Json.number(count)));
        } else {
            call.output().line(Integer.toString(count));
        }
    }
}
