package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import io.paddock.shell.tree.Batches;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.KeeperException;

/**
 * Copies ({@code cp}) or moves ({@code mv}) znodes, on these servers or between servers.
 *
 * <p>A move on the same servers that fits into one transaction is one; a larger one first makes all, then removes all that
 * is still as it was read.
 */
final class CopyCommand implements ShellCommand {
    private final String name;

    CopyCommand(String name) {
        this.name = name;
    }

    @Override
    public Syntax syntax() {
        String does = isMove() ? "Moves" : "Copies";
        Syntax syntax = Syntax.named(name, does + " a znode or a subtree, also to or from other servers.")
                .flag("replace the data of znodes that are there", "-f")
                .flag("make the znodes above the target that are missing", "-p")
                .flag("open the new znodes to everybody, not to those of the old", "--open")
                .value("hosts", "the target is on these servers", "--to")
                .argument(Syntax.PATH + " from", "the znode: a path, or HOST:PORT/path")
                .argument(Syntax.PATH + " to", "the new path; with a slash at its end, the znode to put it under");
        return (isMove() ? syntax : syntax.flag("with everything under it", "-r"))
                .example(name + (isMove() ? "" : " -r") + " /app /app-old", "")
                .example(name + (isMove() ? "" : " -r") + " /app zk2:2181/app", "to another ensemble")
                .example(name + (isMove() ? "" : " -r") + " zk2:2181/app /", "from another, as /app");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        try (Place from = Place.of(call, call.argument(0));
                Place named = target(call)) {
            boolean isUnder = call.argument(1).endsWith("/");
            if (isUnder && from.path().equals("/")) {
                throw call.usage("The root has no name to keep; write the new path in full");
            }
            Place to = isUnder ? named.child(ZnodePaths.name(from.path())) : named;
            refuseOverlap(from, to);
            SubtreeCopy copy = new SubtreeCopy(call);
            List<Znode> source = copy.source(from, isMove() || call.has("-r"));
            copy.parents(to);
            List<Batches.Step> steps = new ArrayList<>(copy.making(source, from, to));
            List<Batches.Step> removal = isMove() ? SubtreeCopy.removing(source) : List.of();
            if (from.isOnSameServers(to)) {
                steps.addAll(removal);
                copy.write(to.zooKeeper(), steps, "Written");
            } else {
                copy.write(to.zooKeeper(), steps, "Written");
                copy.write(from.zooKeeper(), removal, "Removed");
            }
            print(call, from, to, source.size());
        }
    }

    private boolean isMove() {
        return name.equals("mv");
    }

    private static Place target(Invocation call) {
        return call.value("--to")
                .map(hosts -> Place.on(call, hosts, call.session().workingPath().resolve(call.argument(1))))
                .orElseGet(() -> Place.of(call, call.argument(1)));
    }

    private static void refuseOverlap(Place from, Place to) {
        boolean isOverlapping = ZnodePaths.isWithin(from.path(), to.path());
        if (from.isOnSameServers(to) && isOverlapping) {
            throw ShellFailure.refused(to.shown() + " lies in " + from.shown() + " itself");
        }
    }

    private void print(Invocation call, Place from, Place to, int count) {
        if (call.output().isJson()) {
            call.output()
                    .json(Json.object(isMove() ? "moved" : "copied", Json.string(from.shown()))
                            .and("to", Json.string(to.shown()))
                            .and("count", Json.number(count)));
        } else {
            call.output().remark((isMove() ? "Moved " : "Copied ") + count + " znodes to " + to.shown());
        }
    }
}
