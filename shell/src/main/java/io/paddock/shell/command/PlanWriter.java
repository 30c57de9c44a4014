package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.provision.Apply;
import io.paddock.shell.provision.Backup;
import io.paddock.shell.provision.Plan;
import io.paddock.shell.provision.Scope;
import io.paddock.shell.tree.Batches;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** Does plans for a command: asks, keeps a backup, writes. Used by the thread that runs commands. */
final class PlanWriter {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final int BAR_WIDTH = 30;

    private final Invocation call;
    private boolean isBackupWanted;

    /** A writer that keeps a backup of what its first plan replaces, unless told not to. */
    PlanWriter(Invocation call) {
        this.call = call;
        this.isBackupWanted = !call.has("--no-backup");
    }

    /** The options that it understands. */
    static Syntax options(Syntax syntax) {
        return syntax.flag("do not ask", "--yes", "-y")
                .value("file", "where to keep what is replaced; paddock-backup-TIME.json when left out", "--backup")
                .flag("keep no backup", "--no-backup")
                .value("bytes", "how large a transaction may be (" + Batches.BYTES_MAX + ")", "--batch-bytes");
    }

    /** Does a plan; nothing for an empty one. */
    void write(ZooKeeper zooKeeper, Scope scope, Plan plan, String revision)
            throws KeeperException, InterruptedException {
        if (plan.isEmpty()) {
            return;
        }
        boolean isAgreed = call.has("--yes") || call.host().isConfirmed("Do it?");
        if (!isAgreed) {
            throw ShellFailure.refused("Nothing is done");
        }
        if (isBackupWanted) {
            keepBackup(plan);
            isBackupWanted = false;
        }
        int all = plan.changes().size();
        int bytesMax = call.intValue("--batch-bytes", Batches.BYTES_MAX);
        try {
            new Apply(zooKeeper, scope, bytesMax, done -> call.output().progress(bar(done, all)))
                    .run(plan, ProvisionOptions.marker(call, scope, plan, revision));
        } finally {
            call.output().endProgress();
        }
        call.output().remark("Applied " + all + (all == 1 ? " change" : " changes"));
    }

    private void keepBackup(Plan plan) {
        Path file = Path.of(
                call.value("--backup").orElseGet(() -> "paddock-backup-" + STAMP.format(Instant.now()) + ".json"));
        Backup.write(file, plan);
        call.output().remark("What is replaced is kept in " + file);
    }

    private static String bar(int done, int all) {
        int filled = Math.min(BAR_WIDTH, (int) ((long) BAR_WIDTH * done / all));
        return "[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] " + Math.min(done, all) + " of " + all;
    }
}
