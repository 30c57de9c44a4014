package io.paddock.shell.command;

import org.apache.zookeeper.KeeperException;

/** Moves to another place in the tree, from where relative paths start. */
final class CdCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("cd", "Moves to a znode, from where relative paths start.")
                .optional(Syntax.PATH, "the znode; / when left out")
                .example("cd /app/config", "then 'get port' reads /app/config/port")
                .example("cd ..", "one up");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.count() > 0 ? call.path(0) : "/";
        if (call.zooKeeper().exists(path, false) == null) {
            throw KeeperException.create(KeeperException.Code.NONODE, path);
        }
        call.session().workingPath().moveTo(path);
    }
}
