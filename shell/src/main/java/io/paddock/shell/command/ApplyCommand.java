package io.paddock.shell.command;

import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.provision.DesiredTree;
import io.paddock.shell.provision.Plan;
import io.paddock.shell.provision.Scope;
import org.apache.zookeeper.KeeperException;

/** Makes a subtree equal to a source. */
final class ApplyCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return PlanWriter.options(ProvisionOptions.scope(ProvisionOptions.source(
                        Syntax.named("apply", "Makes a subtree equal to a source, touching only what differs."))))
                .flag("print the plan alone", "--dry-run")
                .value("text", "the revision to note down; a digest of the source when left out", "--revision")
                .argument("source", "a directory, a file .yaml, .json or .properties, or - for YAML on standard input")
                .example("apply config.yaml --root /app", "asks first, keeps a backup")
                .example("apply base.yaml --overlay prod.yaml --prune --yes", "in CI");
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
        new PlanWriter(call).write(call.zooKeeper(), scope, plan, revision);
    }
}
