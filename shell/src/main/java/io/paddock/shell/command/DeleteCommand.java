package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import org.apache.zookeeper.KeeperException;

/** Removes a znode without children. */
final class DeleteCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("delete", "Removes a znode that has no children.")
                .value("version", "only if the data has this version", "-v")
                .argument(Syntax.PATH, "the znode")
                .optional("version", "older spelling of -v")
                .example("delete /app/old", "")
                .example("delete -v 3 /app/old", "refused if somebody changed it since version 3");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.path(0);
        int version = DeprecatedVersionWord.version(call, 1, "delete path [version]", "delete [-v version] path");
        call.zooKeeper().delete(path, version);
        if (call.output().isJson()) {
            call.output().json(Json.object("deleted", Json.string(path)));
        }
    }
}
