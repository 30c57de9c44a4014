package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Quotas;
import org.apache.zookeeper.StatsTrack;

/** Prints a quota and what is used of it. */
final class ListQuotaCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("listquota", "Prints the quota of a znode and what is used of it.")
                .argument(Syntax.PATH, "the znode")
                .example("listquota /app", "Output quota for /app count=1000,bytes=-1 ...");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.path(0);
        QuotaZnodes quota = new QuotaZnodes(call.zooKeeper(), path);
        if (!call.output().isJson()) {
            call.output().remark("absolute path is " + Quotas.limitPath(path));
        }
        if (!quota.hasLimits()) {
            throw ShellFailure.refused("quota for " + path + " does not exist.");
        }
        StatsTrack limits = quota.limits();
        StatsTrack usage = quota.usage();
        if (call.output().isJson()) {
            call.output()
                    .json(Json.object("path", Json.string(path))
                            .and("limits", QuotaZnodes.json(limits))
                            .and("usage", QuotaZnodes.json(usage)));
            return;
        }
        call.output().line("Output quota for " + path + " " + limits);
        call.output().line("Output stat for " + path + " " + usage);
    }
}
