package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import io.paddock.shell.output.StatText;
import io.paddock.shell.session.WatchKind;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/** Prints the stat of a znode. */
final class StatCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("stat", "Prints the stat of a znode.")
                .flag("leave a watch for the next change, or for its creation", "-w")
                .argument(Syntax.PATH, "the znode")
                .optional("watch", "older spelling of -w")
                .example("stat /app", "")
                .example("stat -w /app", "and tell when it changes");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.path(0);
        boolean isWatching = call.has("-w") || DeprecatedWatchWord.isGiven(call, "[-w]");
        Stat stat = call.zooKeeper().exists(path, isWatching);
        if (isWatching) {
            call.session().watching(path, WatchKind.EXISTS);
        }
        if (stat == null) {
            throw KeeperException.create(KeeperException.Code.NONODE, path);
        }
        if (call.output().isJson()) {
            call.output().json(Json.object("path", Json.string(path)).and("stat", StatText.json(stat)));
        } else {
            call.output().line(StatText.text(stat));
        }
    }
}
