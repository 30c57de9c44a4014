package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;

/** Waits until a znode is there, or gone. */
final class WaitForCommand implements ShellCommand {
    private static final long RETRY_MS = 1_000;

    @Override
    public Syntax syntax() {
        return Syntax.named("wait-for", "Waits until a znode is there, or gone.")
                .flag("wait until it is gone", "--gone")
                .value("ms", "give up after this time and end with 1", "--timeout")
                .argument(Syntax.PATH, "the znode")
                .example("wait-for /app/ready", "before a start that needs it")
                .example("wait-for --gone --timeout 60000 /maintenance", "");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.path(0);
        boolean isGoneWanted = call.has("--gone");
        long timeoutMs = call.number("--timeout", Long.MAX_VALUE / 1_000_000);
        long startNanos = System.nanoTime();
        Semaphore changed = new Semaphore(0);
        Watcher watcher = event -> changed.release();
        while ((call.zooKeeper().exists(path, watcher) == null) != isGoneWanted) {
            long leftMs = timeoutMs - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
            if (leftMs <= 0) {
                throw ShellFailure.refused(path + (isGoneWanted ? " is still there" : " is still not there") + " after "
                        + timeoutMs + " ms");
            }
            call.output().progress("Waiting for " + path + (isGoneWanted ? " to go" : ""));
            // An expired session takes the watch along: a look now and then costs little.
            boolean isChanged = changed.tryAcquire(Math.min(leftMs, RETRY_MS), TimeUnit.MILLISECONDS);
            if (isChanged) {
                changed.drainPermits();
            }
        }
        call.output().endProgress();
        if (call.output().isJson()) {
            call.output().json(Json.object("path", Json.string(path)).and("exists", Json.bool(!isGoneWanted)));
        }
    }
}
