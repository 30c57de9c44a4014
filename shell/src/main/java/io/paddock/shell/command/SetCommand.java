package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import io.paddock.shell.output.StatText;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/** Replaces the data of a znode. */
final class SetCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return DataArgument.options(Syntax.named("set", "Replaces the data of a znode that is there.")
                        .flag("also print the stat", "-s")
                        .value("version", "only if the data has this version", "-v"))
                .argument(Syntax.PATH, "the znode")
                .argument("data", "its data: text, @FILE, or - for standard input")
                .optional("version", "older spelling of -v")
                .example("set /app hello", "")
                .example("set -v 3 /app hello", "refused if somebody changed it since version 3")
                .example("set -b /app aGVsbG8=", "data in base64")
                .example("set /app @config.json", "data from a file");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.path(0);
        int version =
                DeprecatedVersionWord.version(call, 2, "set path data [version]", "set path data [-s] [-v version]");
        Stat stat = call.zooKeeper().setData(path, DataArgument.read(call, 1), version);
        if (call.output().isJson()) {
            call.output().json(Json.object("path", Json.string(path)).and("stat", StatText.json(stat)));
        } else if (call.has("-s")) {
            call.output().line(StatText.text(stat));
        }
    }
}
