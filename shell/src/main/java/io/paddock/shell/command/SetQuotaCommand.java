package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Quotas;
import org.apache.zookeeper.StatsTrack;

/** Sets a quota. */
final class SetQuotaCommand implements ShellCommand {
    private static final long NONE = -1;

    @Override
    public Syntax syntax() {
        return Syntax.named("setquota", "Sets how many znodes or bytes a subtree may hold.")
                .value("val", "znodes, soft: the server only warns in its log", "-n")
                .value("val", "bytes, soft", "-b")
                .value("val", "znodes, hard: the server refuses (where it enforces quotas)", "-N")
                .value("val", "bytes, hard", "-B")
                .argument(Syntax.PATH, "the top of the subtree, itself counted")
                .example("setquota -n 1000 /app", "")
                .example("setquota -B 10485760 /app", "");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.path(0);
        if (path.startsWith(Quotas.quotaZookeeper)) {
            throw ShellFailure.refused("cannot set a quota under the path: " + Quotas.quotaZookeeper);
        }
        List<String> given =
                List.of("-n", "-b", "-N", "-B").stream().filter(call::has).toList();
        if (given.size() != 1) {
            throw call.usage("Exactly one of -n, -b, -N and -B is needed");
        }
        StatsTrack wanted = wanted(call);
        if (call.zooKeeper().exists(path, false) == null) {
            throw ShellFailure.refused(path + " does not exist.");
        }
        QuotaZnodes quota = new QuotaZnodes(call.zooKeeper(), path);
        if (quota.hasLimits()) {
            quota.replaceLimits(merged(quota.limits(), wanted));
        } else {
            quota.createLimits(wanted);
        }
        warnIfFull(call, quota);
        if (call.output().isJson()) {
            call.output().json(Json.object("path", Json.string(path)).and("limits", QuotaZnodes.json(quota.limits())));
        }
    }

    private static StatsTrack wanted(Invocation call) {
        StatsTrack track = new StatsTrack();
        track.setCount(call.intValue("-n", (int) NONE));
        track.setBytes(call.number("-b", NONE));
        track.setCountHardLimit(call.intValue("-N", (int) NONE));
        track.setByteHardLimit(call.number("-B", NONE));
        if ((call.has("-n") && track.getCount() <= 0) || (call.has("-N") && track.getCountHardLimit() <= 0)) {
            throw call.usage("the num quota must be greater than zero");
        }
        if ((call.has("-b") && track.getBytes() < 0) || (call.has("-B") && track.getByteHardLimit() < 0)) {
            throw call.usage("the bytes quota must be greater than or equal to zero");
        }
        return track;
    }

    private static StatsTrack merged(StatsTrack track, StatsTrack wanted) {
        if (wanted.getCount() > NONE) {
            track.setCount(wanted.getCount());
        }
        if (wanted.getBytes() > NONE) {
            track.setBytes(wanted.getBytes());
        }
        if (wanted.getCountHardLimit() > NONE) {
            track.setCountHardLimit(wanted.getCountHardLimit());
        }
        if (wanted.getByteHardLimit() > NONE) {
            track.setByteHardLimit(wanted.getByteHardLimit());
        }
        return track;
    }

    private static void warnIfFull(Invocation call, QuotaZnodes quota) throws KeeperException, InterruptedException {
        StatsTrack limits = quota.limits();
        StatsTrack usage = quota.usage();
        if (isBelow(limits.getCount(), usage.getCount()) || isBelow(limits.getCountHardLimit(), usage.getCount())) {
            call.output()
                    .remark("[Warning]: the count quota you create is less than the existing count:"
                            + usage.getCount());
        }
        if (isBelow(limits.getBytes(), usage.getBytes()) || isBelow(limits.getByteHardLimit(), usage.getBytes())) {
            call.output()
                    .remark("[Warning]: the bytes quota you create is less than the existing bytes:"
                            + usage.getBytes());
        }
    }

    private static boolean isBelow(long limit, long usage) {
        return limit > NONE && limit < usage;
    }
}
