package io.paddock.shell.command;

import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.outcome.KeeperFailures;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.provision.DesiredTree;
import io.paddock.shell.provision.Plan;
import io.paddock.shell.provision.Scope;
import io.paddock.shell.tree.HiddenAcl;
import io.paddock.shell.tree.SubtreeReader.Detail;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.util.Collection;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/**
 * Makes a subtree equal to another, on these or on other servers, once or for as long as it runs. An object is for one use,
 * by the thread that runs commands.
 */
final class MirrorCommand implements ShellCommand {
    private static final long QUIET_MS = 200;
    private static final long BUSY_MS_MAX = 2_000;
    private static final long LOOK_MS = 10_000;
    private static final long RETRY_MS = 1_000;

    private boolean hasCopied;

    @Override
    public Syntax syntax() {
        return PlanWriter.options(ProvisionOptions.scope(Syntax.named(
                        "mirror",
                        "Makes a subtree equal to another, also between servers; ephemerals stay out of it.")))
                .flag("go on with each change until stopped by Ctrl-C", "--continuous")
                .flag("print the plan alone", "--dry-run")
                .argument(Syntax.PATH + " from", "a path, or HOST:PORT/path")
                .argument(Syntax.PATH + " to", "a path, or HOST:PORT/path")
                .example("mirror /app zk2:2181/app --prune --adopt --yes", "once")
                .example("mirror zk2:2181/app /app --continuous --yes", "until Ctrl-C");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        PlanWriter writer = new PlanWriter(call);
        if (!call.has("--continuous")) {
            try (Place from = Place.of(call, call.argument(0));
                    Place to = Place.of(call, call.argument(1))) {
                copy(call, writer, from, to);
            }
            return;
        }
        if (call.has("--dry-run")) {
            throw call.usage("--continuous makes changes, --dry-run makes none");
        }
        while (true) {
            followUntilLost(call, writer);
            TimeUnit.MILLISECONDS.sleep(RETRY_MS);
        }
    }

    /** Once it has copied, a lost connection or a change that somebody else made meanwhile is no end of it. */
    private void followUntilLost(Invocation call, PlanWriter writer) throws KeeperException, InterruptedException {
        try (Place from = Place.of(call, call.argument(0));
                Place to = Place.of(call, call.argument(1))) {
            follow(call, writer, from, to);
        } catch (ShellFailure failure) {
            goOnAfter(call, failure);
        } catch (KeeperException e) {
            goOnAfter(call, KeeperFailures.of(e));
        }
    }

    private void goOnAfter(Invocation call, ShellFailure failure) {
        boolean isPassing = failure.status().equals(ExitStatus.NO_CONNECTION) || failure.isOvertaken();
        if (!hasCopied || !isPassing) {
            throw failure;
        }
        call.output().remark(failure.getMessage() + "; trying again");
    }

    /** A change wakes it; then it waits for quiet, so that many changes are one copy. Now and then it looks by itself. */
    private void follow(Invocation call, PlanWriter writer, Place from, Place to)
            throws KeeperException, InterruptedException {
        Semaphore changed = new Semaphore(0);
        Watcher watcher = event -> changed.release();
        ZooKeeper source = from.zooKeeper();
        long session = source.getSessionId();
        source.addWatch(from.path(), watcher, AddWatchMode.PERSISTENT_RECURSIVE);
        try {
            copy(call, writer, from, to);
            hasCopied = true;
            call.output().remark("Mirroring " + from.shown() + " to " + to.shown());
            // The shell's own session may be replaced by another, which has no such watch.
            while (from.zooKeeper().getSessionId() == session) {
                if (changed.tryAcquire(LOOK_MS, TimeUnit.MILLISECONDS)) {
                    awaitQuiet(changed);
                }
                copy(call, writer, from, to);
            }
        } finally {
            source.removeWatches(from.path(), watcher, Watcher.WatcherType.Any, true, (rc, p, ctx) -> {}, null);
        }
    }

    private static void awaitQuiet(Semaphore changed) throws InterruptedException {
        long busyUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BUSY_MS_MAX);
        do {
            changed.drainPermits();
        } while (System.nanoTime() < busyUntil && changed.tryAcquire(QUIET_MS, TimeUnit.MILLISECONDS));
    }

    private static void copy(Invocation call, PlanWriter writer, Place from, Place to)
            throws KeeperException, InterruptedException {
        boolean isOverlapping =
                ZnodePaths.isWithin(from.path(), to.path()) || ZnodePaths.isWithin(to.path(), from.path());
        if (from.isOnSameServers(to) && isOverlapping) {
            throw call.usage("One of the two lies in the other");
        }
        Scope scope = ProvisionOptions.scope(call, to.path(), "mirror of " + from.shown());
        Collection<Znode> source = Subtree.read(
                        call,
                        from.zooKeeper(),
                        from.path(),
                        Detail.ALL,
                        path -> !ZnodePaths.isWithin("/zookeeper", path))
                .values();
        HiddenAcl.refuse(source, "");
        DesiredTree desired = DesiredTree.of(from.zooKeeper(), from.path(), source);
        Plan plan = ProvisionOptions.plan(call, to.zooKeeper(), scope, desired);
        if (!plan.isEmpty() || !call.has("--continuous")) {
            ProvisionOptions.print(call, plan);
        }
        if (!call.has("--dry-run")) {
            writer.write(to.zooKeeper(), scope, plan, desired.revision());
        } else if (!plan.isEmpty()) {
            throw ShellFailure.silent(ExitStatus.DIFFERENT);
        }
    }
}
