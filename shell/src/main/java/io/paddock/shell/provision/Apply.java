package io.paddock.shell.provision;

import io.paddock.shell.outcome.KeeperFailures;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.tree.Batches;
import io.paddock.shell.tree.Parents;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/**
 * Does what a plan says and no more, each step only if its znode is still as it was when the plan was made.
 *
 * <p>Data goes in transactions under the size limit of a request, parents first, removals last, children first. The first
 * transaction also checks the marker of the owner, so that of two who apply at once the second fails as a whole; the last
 * writes it. ACLs follow one by one, since a transaction cannot change them, each with its own version check.
 */
public final class Apply {
    private final ZooKeeper zooKeeper;
    private final Scope scope;
    private final int bytesMax;
    private final IntConsumer progress;

    /** An apply that tells after each transaction how many steps are done. */
    public Apply(ZooKeeper zooKeeper, Scope scope, int bytesMax, IntConsumer progress) {
        this.zooKeeper = zooKeeper;
        this.scope = scope;
        this.bytesMax = bytesMax;
        this.progress = progress;
    }

    /** Does it. Fails saying which znode somebody else has changed, and how much is done. */
    public void run(Plan plan, Marker marker) throws KeeperException, InterruptedException {
        Parents.create(zooKeeper, plan.root(), ZooDefs.Ids.OPEN_ACL_UNSAFE);
        List<Batches.Step> steps = steps(plan, marker);
        try {
            Batches.write(zooKeeper, steps, Batches.Limit.ofBytes(bytesMax), progress);
        } catch (Batches.Refused e) {
            throw explain(e.step().path(), e.reason(), e.doneBefore(), plan);
        }
        int done = steps.size();
        for (Change change : plan.changes()) {
            if (change.kind() == Change.Kind.SET_ACL) {
                try {
                    zooKeeper.setACL(
                            change.path(), change.after().acl(), change.before().aclVersion());
                } catch (KeeperException e) {
                    throw explain(change.path(), e, done, plan);
                }
                progress.accept(++done);
            }
        }
    }

    private List<Batches.Step> steps(Plan plan, Marker marker) {
        Map<String, Znode> actual = plan.actual();
        Znode markerThere = actual.get(scope.marker());
        List<Batches.Step> steps = new ArrayList<>();
        if (markerThere != null) {
            int version = markerThere.stat().getVersion();
            steps.add(new Batches.Step(Op.check(scope.marker(), version), scope.marker(), 0));
        }
        for (Change change : plan.changes()) {
            byte[] data = change.after().content().bytesOrNull();
            int size = change.after().content().size();
            switch (change.kind()) {
                case CREATE ->
                    steps.add(new Batches.Step(
                            Op.create(change.path(), data, change.after().acl(), CreateMode.PERSISTENT),
                            change.path(),
                            size));
                case SET ->
                    steps.add(new Batches.Step(
                            Op.setData(change.path(), data, change.before().version()), change.path(), size));
                case DELETE, SET_ACL -> {
                    // In their turn.
                }
            }
        }
        for (Change change : plan.changes()) {
            if (change.kind() == Change.Kind.DELETE) {
                steps.add(new Batches.Step(
                        Op.delete(change.path(), change.before().version()), change.path(), 0));
            }
        }
        byte[] says = marker.content().bytesOrNull();
        Op mark = markerThere == null
                ? Op.create(scope.marker(), says, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT)
                : Op.setData(scope.marker(), says, markerThere.stat().getVersion());
        steps.add(new Batches.Step(mark, scope.marker(), says.length));
        return steps;
    }

    private static ShellFailure explain(String path, KeeperException reason, int doneBefore, Plan plan) {
        String overtaken = switch (reason.code()) {
            case BADVERSION -> path + " was changed by somebody else since the plan was made";
            case NODEEXISTS -> path + " was made by somebody else since the plan was made";
            case NONODE ->
                (path.equals(plan.root()) ? ZnodePaths.parent(path) : path)
                        + " was removed by somebody else since the plan was made";
            case NOTEMPTY -> path + " got children since the plan was made, or keeps some that stay";
            default -> "";
        };
        String done = doneBefore == 0
                ? "nothing is done"
                : "nothing of this transaction is done, " + doneBefore + " steps were done before it";
        if (overtaken.isEmpty()) {
            ShellFailure failure = KeeperFailures.of(reason);
            return new ShellFailure(failure.status(), "Aborted: " + failure.getMessage() + "; " + done);
        }
        return ShellFailure.overtaken("Aborted: " + overtaken + "; " + done + ". Plan again.");
    }
}
