package io.paddock.shell.command;

import io.paddock.shell.provision.DesiredTree;
import io.paddock.shell.provision.Plan;
import io.paddock.shell.provision.Scope;
import io.paddock.shell.tree.SubtreeReader.Detail;
import io.paddock.shell.tree.ZnodePaths;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/** Makes a subtree equal to another, on these or on other servers, once or for as long as it runs. */
final class MirrorCommand implements ShellCommand {
    private static final long QUIET_MS = 200;
    private static final long LOOK_MS = 10_000;

    @Override
    public Syntax syntax() {
        return ApplyCommand.options(ProvisionOptions.scope(Syntax.named(
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
        try (Place from = Place.of(call, call.argument(0));
                Place to = Place.of(call, call.argument(1))) {
            if (from.isOnSameServers(to)
                    && (ZnodePaths.isWithin(from.path(), to.path()) || ZnodePaths.isWithin(to.path(), from.path()))) {
                throw call.usage("One of the two lies in the other");
            }
            if (call.has("--continuous")) {
                follow(call, from, to);
            } else {
                copy(call, from, to);
            }
        }
    }

    private static void copy(Invocation call, Place from, Place to) throws KeeperException, InterruptedException {
        Scope scope = ProvisionOptions.scope(call, to.path(), "mirror of " + from.shown());
        DesiredTree desired = DesiredTree.of(
                from.path(),
                Subtree.read(call, from.zooKeeper(), from.path(), Detail.ALL, path -> !scope.isMarkerOrSystem(path))
                        .values());
        Plan plan = ProvisionOptions.plan(call, to.zooKeeper(), scope, desired);
        if (!plan.isEmpty() || !call.has("--continuous")) {
            ProvisionOptions.print(call, plan);
        }
        if (!call.has("--dry-run")) {
            ApplyCommand.write(
                    call, to.zooKeeper(), scope, plan, ProvisionOptions.marker(call, scope, desired.revision()));
        }
    }

    /** A change wakes it; then it waits for quiet, so that many changes are one copy. Now and then it looks by itself. */
    private static void follow(Invocation call, Place from, Place to) throws KeeperException, InterruptedException {
        Semaphore changed = new Semaphore(1);
        Watcher watcher = event -> changed.release();
        ZooKeeper source = from.zooKeeper();
        source.addWatch(from.path(), watcher, AddWatchMode.PERSISTENT_RECURSIVE);
        call.output().remark("Mirroring " + from.shown() + " to " + to.shown());
        long session = source.getSessionId();
        try {
            while (true) {
                boolean isWoken = changed.tryAcquire(LOOK_MS, TimeUnit.MILLISECONDS);
                while (isWoken) {
                    changed.drainPermits();
                    isWoken = changed.tryAcquire(QUIET_MS, TimeUnit.MILLISECONDS);
                }
                source = from.zooKeeper();
                if (source.getSessionId() != session) {
                    session = source.getSessionId();
                    source.addWatch(from.path(), watcher, AddWatchMode.PERSISTENT_RECURSIVE);
                }
                copy(call, from, to);
            }
        } finally {
            source.removeWatches(from.path(), watcher, Watcher.WatcherType.Any, true, (rc, p, ctx) -> {}, null);
        }
    }
}
