package io.paddock.shell.command;

import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.provision.Backup;
import io.paddock.shell.provision.Plan;
import io.paddock.shell.provision.Planner;
import io.paddock.shell.provision.Scope;
import io.paddock.shell.tree.Znode;
import java.nio.file.Path;
import java.util.NavigableMap;
import org.apache.zookeeper.KeeperException;

/** Undoes an apply. */
final class RollbackCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return PlanWriter.options(
                        Syntax.named("rollback", "Undoes an apply by its backup, unless somebody changed it since."))
                .flag("undo it also where somebody changed it since", "--force")
                .flag("print the plan alone", "--dry-run")
                .argument("backup", "the file that the apply wrote")
                .example("rollback paddock-backup-20260101-120000-000.json", "");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        Path file = Path.of(call.argument(0));
        Scope unnamed = ProvisionOptions.scope(call, Backup.root(file), ProvisionOptions.nameOf(call.argument(0)));
        Planner planner = new Planner(unnamed);
        NavigableMap<String, Znode> actual = ProvisionOptions.actual(call, call.zooKeeper(), planner);
        // The subtree stays with its owner.
        Scope scope = ProvisionOptions.scope(
                call, unnamed.root(), planner.owner(actual).orElse(unnamed.source()));
        Plan plan = Backup.undo(file, actual, call.has("--force"));
        ProvisionOptions.print(call, plan);
        if (call.has("--dry-run")) {
            if (!plan.isEmpty()) {
                throw ShellFailure.silent(ExitStatus.DIFFERENT);
            }
        } else {
            new PlanWriter(call).write(call.zooKeeper(), scope, plan, "rolled back");
        }
    }
}
