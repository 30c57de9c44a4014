package io.paddock.shell.command;

import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.provision.DesiredTree;
import io.paddock.shell.provision.Plan;
import io.paddock.shell.provision.PlanText;
import io.paddock.shell.provision.Scope;
import io.paddock.shell.tree.SubtreeReader.Detail;
import io.paddock.shell.tree.ZnodePaths;
import java.util.List;
import org.apache.zookeeper.KeeperException;

/** Prints in what two subtrees differ, or a subtree and a source. */
final class DiffCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return ProvisionOptions.source(Syntax.named(
                                "diff",
                                "Prints what would make the left subtree equal to the right; ends with 0, 2 or 1.")
                        .twoIsForDifferences())
                .argument(Syntax.PATH + " left", "a path, or HOST:PORT/path")
                .argument(Syntax.PATH + " right", "a path, HOST:PORT/path, or @SOURCE as for plan")
                .example("diff /app /app-old", "+ only right, - only left, ~ different")
                .example("diff /app zk2:2181/app", "with another ensemble")
                .example("diff /app @config.yaml", "with a source");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        try (Place left = Place.of(call, call.argument(0))) {
            // Adopting, as nothing is removed: here it matters to nobody who owns the subtree.
            Scope scope = new Scope(
                    left.path(),
                    "",
                    true,
                    true,
                    List.of(),
                    Integer.MAX_VALUE,
                    call.session().authenticatedIds());
            Plan plan = ProvisionOptions.plan(call, left.zooKeeper(), scope, right(call, call.argument(1)));
            if (call.output().isJson()) {
                ProvisionOptions.print(call, plan);
            } else {
                ProvisionOptions.print(call, PlanText.differences(plan));
            }
            if (!plan.isEmpty()) {
                throw ShellFailure.silent(ExitStatus.DIFFERENT);
            }
        }
    }

    private static DesiredTree right(Invocation call, String typed) throws KeeperException, InterruptedException {
        if (typed.startsWith("@")) {
            return ProvisionOptions.read(call, typed.substring(1));
        }
        try (Place right = Place.of(call, typed)) {
            return DesiredTree.of(
                    right.zooKeeper(),
                    right.path(),
                    Subtree.read(
                                    call,
                                    right.zooKeeper(),
                                    right.path(),
                                    Detail.ALL,
                                    path -> !ZnodePaths.isWithin("/zookeeper", path))
                            .values());
        }
    }
}
