package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.StatsTrack;

/** Removes a quota, or one limit of it. */
final class DelQuotaCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("delquota", "Removes the quota of a znode, or one limit of it.")
                .flag("the soft limit of znodes", "-n")
                .flag("the soft limit of bytes", "-b")
                .flag("the hard limit of znodes", "-N")
                .flag("the hard limit of bytes", "-B")
                .argument(Syntax.PATH, "the znode")
                .example("delquota /app", "")
                .example("delquota -b /app", "keeps the other limits");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.path(0);
        QuotaZnodes quota = new QuotaZnodes(call.zooKeeper(), path);
        if (!quota.hasLimits()) {
            throw ShellFailure.refused("Quota does not exist for " + path);
        }
        if (call.has("-n") || call.has("-b") || call.has("-N") || call.has("-B")) {
            quota.replaceLimits(without(call, quota.limits()));
        } else {
            quota.delete();
        }
        if (call.output().isJson()) {
            call.output().json(Json.object("path", Json.string(path)));
        }
    }

    private static StatsTrack without(Invocation call, StatsTrack limits) {
        if (call.has("-n")) {
            limits.setCount(-1);
        }
        if (call.has("-b")) {
            limits.setBytes(-1);
        }
        if (call.has("-N")) {
            limits.setCountHardLimit(-1);
        }
        if (call.has("-B")) {
            limits.setByteHardLimit(-1);
        }
        return limits;
    }
}
