package io.paddock.shell.command;

import io.paddock.shell.outcome.KeeperFailures;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import io.paddock.shell.output.StatText;
import io.paddock.shell.tree.AclText;
import io.paddock.shell.tree.SubtreeReader.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;

/** Says who may do what. */
final class SetAclCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("setAcl", "Says who may do what with a znode.")
                .flag("also print the stat", "-s")
                .value("version", "only if the ACL has this version", "-v")
                .flag("with the whole subtree", "-R")
                .argument(Syntax.PATH, "the znode")
                .argument("acl", "scheme:id:cdrwa,...")
                .example("setAcl /app world:anyone:r,auth::cdrwa", "all read, who has our identities does all")
                .example("setAcl -R /app ip:10.0.0.0/8:cdrwa", "");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.path(0);
        List<ACL> acl = AclText.parse(call.argument(1));
        int version = call.version("-v");
        if (call.has("-R")) {
            setSubtree(call, path, acl, version);
            return;
        }
        Stat stat = call.zooKeeper().setACL(path, acl, version);
        if (call.output().isJson()) {
            call.output().json(Json.object("path", Json.string(path)).and("stat", StatText.json(stat)));
        } else if (call.has("-s")) {
            call.output().line(StatText.text(stat));
        }
    }

    /** Goes on past a znode that refuses, as zkCli does, and fails at the end as the first of them did. */
    private static void setSubtree(Invocation call, String path, List<ACL> acl, int version)
            throws KeeperException, InterruptedException {
        List<ShellFailure> failures = new ArrayList<>();
        Set<String> paths =
                Subtree.read(call, call.zooKeeper(), path, Detail.STAT).keySet();
        int done = 0;
        for (String one : paths) {
            try {
                call.zooKeeper().setACL(one, acl, version);
            } catch (KeeperException e) {
                failures.add(KeeperFailures.of(e));
                call.output().remark(KeeperFailures.of(e).getMessage());
            }
            call.output().progress("Set " + ++done + " of " + paths.size() + " znodes");
        }
        call.output().endProgress();
        if (!failures.isEmpty()) {
            throw new ShellFailure(
                    failures.get(0).status(), failures.size() + " of " + paths.size() + " znodes could not be set");
        }
        if (call.output().isJson()) {
            call.output().json(Json.object("path", Json.string(path)).and("count", Json.number(paths.size())));
        }
    }
}
