package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import io.paddock.shell.output.StatText;
import io.paddock.shell.session.WatchKind;
import java.nio.charset.StandardCharsets;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.server.util.ConfigUtils;

/** Prints the membership of the ensemble. */
final class ConfigCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("config", "Prints the servers of the ensemble as they are configured.")
                .flag("print the version and the client addresses alone", "-c")
                .flag("leave a watch for the next change", "-w")
                .flag("also print the stat", "-s")
                .example("config", "server.1=host:2888:3888:participant;0.0.0.0:2181 ...")
                .example("config -c", "for a connect string");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        byte[] data = call.zooKeeper().getConfig(call.has("-w"), stat);
        if (call.has("-w")) {
            call.session().watching(ZooDefs.CONFIG_NODE, WatchKind.DATA);
        }
        // A standalone server has no configuration, which zkCli prints as the word null.
        String config = data == null ? "null" : new String(data, StandardCharsets.UTF_8);
        String shown = call.has("-c") ? ConfigUtils.getClientConfigStr(config) : config;
        if (call.output().isJson()) {
            Json json = Json.object("config", data == null ? Json.NULL : Json.string(shown));
            call.output().json(call.has("-s") ? json.and("stat", StatText.json(stat)) : json);
            return;
        }
        call.output().line(shown);
        if (call.has("-s")) {
            call.output().line(StatText.text(stat));
        }
    }
}
