package io.paddock.shell.command;

import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.provision.Apply;
import io.paddock.shell.provision.Backup;
import io.paddock.shell.provision.DesiredTree;
import io.paddock.shell.provision.Marker;
import io.paddock.shell.provision.Plan;
import io.paddock.shell.provision.Scope;
import io.paddock.shell.tree.Batches;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** Makes a subtree equal to a source. */
final class ApplyCommand implements ShellCommand {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    @Override
    public Syntax syntax() {
        return options(ProvisionOptions.scope(ProvisionOptions.source(
                        Syntax.named("apply", "Makes a subtree equal to a source, touching only what differs."))))
                .flag("print the plan alone", "--dry-run")
                .value("text", "the revision to note down; a digest of the source when left out", "--revision")
                .argument("source", "a directory, a file .yaml, .json or .properties, or - for YAML on standard input")
                .example("apply config.yaml --root /app", "asks first, keeps a backup")
                .example("apply base.yaml --overlay prod.yaml --prune --yes", "in CI");
    }

    /** What is written where, for all that write. */
    static Syntax options(Syntax syntax) {
        return syntax.flag("do not ask", "--yes", "-y")
                .value("file", "where to keep what is replaced; paddock-backup-TIME.json when left out", "--backup")
                .flag("keep no backup", "--no-backup")
                .value("bytes", "how large a transaction may be (" + Batches.BYTES_MAX + ")", "--batch-bytes");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String source = call.argument(0);
        DesiredTree desired = ProvisionOptions.read(call, source);
        Scope scope = ProvisionOptions.scope(call, ProvisionOptions.root(call), ProvisionOptions.nameOf(source));
        Plan plan = ProvisionOptions.plan(call, call.zooKeeper(), scope, desired);
        ProvisionOptions.print(call, plan);
        if (call.has("--dry-run")) {
            if (!plan.isEmpty()) {
                throw ShellFailure.silent(ExitStatus.DIFFERENT);
            }
            return;
        }
        String revision = call.value("--revision").orElse(desired.revision());
        write(call, call.zooKeeper(), scope, plan, ProvisionOptions.marker(call, scope, revision));
    }

    /** Asks, keeps a backup, writes. Does nothing for an empty plan. */
    static void write(Invocation call, ZooKeeper zooKeeper, Scope scope, Plan plan, Marker marker)
            throws KeeperException, InterruptedException {
        if (plan.isEmpty()) {
            return;
        }
        boolean isAgreed = call.has("--yes") || call.host().isConfirmed("Do it?");
        if (!isAgreed) {
            throw ShellFailure.refused("Nothing is done");
        }
        if (!call.has("--no-backup")) {
            Path file = Path.of(
                    call.value("--backup").orElseGet(() -> "paddock-backup-" + STAMP.format(Instant.now()) + ".json"));
            Backup.write(file, plan);
            call.output().remark("What is replaced is kept in " + file);
        }
        int all = plan.changes().size();
        int bytesMax = call.intValue("--batch-bytes", Batches.BYTES_MAX);
        try {
            new Apply(zooKeeper, scope, bytesMax, done -> call.output().progress(bar(done, all))).run(plan, marker);
        } finally {
            call.output().endProgress();
        }
        call.output().remark("Applied " + all + " changes");
    }

    private static String bar(int done, int all) {
        int width = 30;
        int filled = Math.min(width, (int) ((long) width * done / all));
        return "[" + "#".repeat(filled) + ".".repeat(width - filled) + "] " + Math.min(done, all) + " of " + all;
    }
}
