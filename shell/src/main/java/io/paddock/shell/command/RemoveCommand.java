package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import io.paddock.shell.tree.SubtreeReader.Detail;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.util.Collection;
import java.util.List;
import org.apache.zookeeper.KeeperException;

/** Removes znodes, with -r subtrees, here or on other servers. */
final class RemoveCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("rm", "Removes znodes; with -r everything under them too.")
                .flag("with everything under it", "-r", "-R")
                .flag("one that is not there is no failure", "-f")
                .argument(Syntax.PATH, "the znode: a path, or HOST:PORT/path")
                .rest(Syntax.PATH, "more of them")
                .example("rm /app/old", "")
                .example("rm -r /app/old zk2:2181/app/old", "subtrees, here and elsewhere");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        for (String typed : call.argumentsFrom(0)) {
            try (Place place = Place.of(call, typed)) {
                remove(call, place);
            }
        }
    }

    private static void remove(Invocation call, Place place) throws KeeperException, InterruptedException {
        boolean isReserved = place.path().equals("/") || ZnodePaths.isWithin("/zookeeper", place.path());
        if (isReserved) {
            throw ShellFailure.refused(place.shown() + " cannot be removed");
        }
        try {
            Collection<Znode> znodes = Subtree.read(
                            call, place.zooKeeper(), place.path(), Detail.STAT, path -> call.has("-r"))
                    .values();
            SubtreeCopy copy = new SubtreeCopy(call);
            copy.write(place.zooKeeper(), SubtreeCopy.removing(List.copyOf(znodes)), "Removed");
            if (call.output().isJson()) {
                call.output()
                        .json(Json.object("deleted", Json.string(place.shown()))
                                .and("count", Json.number(znodes.size())));
            }
        } catch (KeeperException.NoNodeException notThere) {
            if (!call.has("-f")) {
                throw notThere;
            }
        }
    }
}
