package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import io.paddock.shell.output.StatText;
import io.paddock.shell.tree.AclText;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;

/** Prints who may do what. */
final class GetAclCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("getAcl", "Prints who may do what with a znode.")
                .flag("also print the stat", "-s")
                .argument(Syntax.PATH, "the znode")
                .example("getAcl /app", "'world,'anyone : cdrwa");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.path(0);
        Stat stat = new Stat();
        List<ACL> acl = call.zooKeeper().getACL(path, stat);
        if (call.output().isJson()) {
            Json json = Json.object("path", Json.string(path)).and("acl", AclText.json(acl));
            call.output().json(call.has("-s") ? json.and("stat", StatText.json(stat)) : json);
            return;
        }
        for (ACL entry : acl) {
            // The id prints with a line end of its own, which scripts for zkCli know.
            call.output().line(entry.getId() + ": " + ZKUtil.getPermString(entry.getPerms()));
        }
        if (call.has("-s")) {
            call.output().line(StatText.text(stat));
        }
    }
}
