package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.KeeperException;

/** Brings the server in line with the leader. */
final class SyncCommand implements ShellCommand {
    private static final long TIMEOUT_MS = 30_000;

    @Override
    public Syntax syntax() {
        return Syntax.named("sync", "Waits until this server has caught up with the leader.")
                .optional(Syntax.PATH, "a path, of which ZooKeeper makes no use; / when left out")
                .example("sync /", "Sync is OK");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.pathOrHere(0);
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        call.zooKeeper().sync(path, (resultCode, p, ctx) -> answer.complete(resultCode), null);
        try {
            int resultCode = answer.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
            if (resultCode != 0) {
                throw KeeperException.create(KeeperException.Code.get(resultCode), path);
            }
        } catch (TimeoutException e) {
            throw ShellFailure.noConnection("No answer within " + TIMEOUT_MS + " ms");
        } catch (ExecutionException e) {
            throw new IllegalStateException("expected an answer of the client but it failed", e);
        }
        if (call.output().isJson()) {
            call.output().json(Json.object("synced", Json.string(path)));
        } else {
            call.output().line("Sync is OK");
        }
    }
}
