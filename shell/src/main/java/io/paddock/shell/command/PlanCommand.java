package io.paddock.shell.command;

import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.provision.Plan;
import io.paddock.shell.provision.Scope;
import org.apache.zookeeper.KeeperException;

/** Prints what an apply would change. */
final class PlanCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return ProvisionOptions.scope(ProvisionOptions.source(Syntax.named(
                                "plan",
                                "Prints what 'apply' would change; ends with 0 for nothing, 2 for changes, 1 for errors.")
                        .twoIsForDifferences()))
                .argument("source", "a directory, a file .yaml, .json or .properties, or - for YAML on standard input")
                .example("plan config.yaml --root /app", "+ new, - removed, ~ changed")
                .example("plan base.yaml --overlay prod.yaml --prune", "also what is too many");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String source = call.argument(0);
        Scope scope = ProvisionOptions.scope(call, ProvisionOptions.root(call), ProvisionOptions.nameOf(source));
        Plan plan = ProvisionOptions.plan(call, call.zooKeeper(), scope, ProvisionOptions.read(call, source));
        ProvisionOptions.print(call, plan);
        if (!plan.isEmpty()) {
            throw ShellFailure.silent(ExitStatus.DIFFERENT);
        }
    }
}
