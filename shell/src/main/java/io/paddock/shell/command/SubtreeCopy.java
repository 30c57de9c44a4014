package io.paddock.shell.command;

import io.paddock.shell.outcome.KeeperFailures;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.tree.Batches;
import io.paddock.shell.tree.HiddenAcl;
import io.paddock.shell.tree.Parents;
import io.paddock.shell.tree.SubtreeReader.Detail;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;

/** What {@code cp}, {@code mv} and {@code rm} share: steps that make, and steps that remove, a subtree. */
final class SubtreeCopy {
    private final Invocation call;

    SubtreeCopy(Invocation call) {
        this.call = call;
    }

    /** Reads what is to be copied: the znode, with -r the subtree; ephemerals are left out with a remark. */
    List<Znode> source(Place from, boolean isRecursive) throws KeeperException, InterruptedException {
        Map<String, Znode> read = Subtree.read(
                call,
                from.zooKeeper(),
                from.path(),
                Detail.ALL,
                path -> isRecursive && !ZnodePaths.isWithin("/zookeeper", path));
        if (!isRecursive && read.get(from.path()).stat().getNumChildren() > 0) {
            throw ShellFailure.refused(from.shown() + " has children; -r takes them along");
        }
        List<Znode> lasting =
                read.values().stream().filter(znode -> !znode.isEphemeral()).toList();
        if (!call.has("--open")) {
            HiddenAcl.refuse(lasting, ", or open the copy with --open");
        }
        if (lasting.size() < read.size()) {
            call.output().remark((read.size() - lasting.size()) + " ephemeral znodes are left out");
        }
        return lasting;
    }

    /** The steps that make the copy. Fails where something is there already, unless it may be replaced. */
    List<Batches.Step> making(List<Znode> source, Place from, Place to) throws KeeperException, InterruptedException {
        ZooKeeper target = to.zooKeeper();
        boolean isThere = target.exists(to.path(), false) != null;
        if (isThere && !call.has("-f")) {
            throw ShellFailure.refused("Node already exists: " + to.shown() + "; -f replaces its data");
        }
        Set<String> existing =
                isThere ? Subtree.read(call, target, to.path(), Detail.STAT).keySet() : Set.of();
        List<Batches.Step> steps = new ArrayList<>();
        for (Znode znode : source) {
            String path = ZnodePaths.under(to.path(), ZnodePaths.relative(from.path(), znode.path()));
            byte[] data = znode.content().bytesOrNull();
            List<ACL> acl = call.has("--open") ? ZooDefs.Ids.OPEN_ACL_UNSAFE : znode.acl();
            Op op = existing.contains(path)
                    ? Op.setData(path, data, -1)
                    : Op.create(path, data, acl, CreateMode.PERSISTENT);
            steps.add(new Batches.Step(op, path, znode.content().size()));
        }
        return steps;
    }

    /** Makes the znodes above a target that are missing, where -p says so. */
    void parents(Place to) throws KeeperException, InterruptedException {
        if (call.has("-p")) {
            Parents.create(to.zooKeeper(), to.path(), ZooDefs.Ids.OPEN_ACL_UNSAFE);
        }
    }

    /** The steps that remove these znodes, children first, each only as it was read. */
    static List<Batches.Step> removing(Iterable<Znode> znodes) {
        return removing(znodes, znode -> znode.stat().getVersion());
    }

    /** The steps that remove these znodes, children first, each with the version that it must have. */
    static List<Batches.Step> removing(Iterable<Znode> znodes, ToIntFunction<Znode> version) {
        List<Znode> sorted = new ArrayList<>();
        znodes.forEach(sorted::add);
        sorted.sort(Comparator.comparing(Znode::path, ZnodePaths.ORDER).reversed());
        return sorted.stream()
                .map(znode -> new Batches.Step(Op.delete(znode.path(), version.applyAsInt(znode)), znode.path(), 0))
                .toList();
    }

    /** Writes steps with a line of progress, and tells of a refusal how far it came. */
    void write(ZooKeeper zooKeeper, List<Batches.Step> steps, String doing)
            throws KeeperException, InterruptedException {
        write(zooKeeper, steps, Batches.Limit.USUAL, doing);
    }

    /** The same with transactions of another size. */
    void write(ZooKeeper zooKeeper, List<Batches.Step> steps, Batches.Limit limit, String doing)
            throws KeeperException, InterruptedException {
        try {
            Batches.write(
                    zooKeeper,
                    steps,
                    limit,
                    done -> call.output().progress(doing + " " + done + " of " + steps.size() + " znodes"));
        } catch (Batches.Refused e) {
            ShellFailure failure = KeeperFailures.of(e.reason());
            throw new ShellFailure(
                    failure.status(),
                    failure.getMessage() + " (" + e.doneBefore() + " of " + steps.size() + " znodes were done before)");
        } finally {
            call.output().endProgress();
        }
    }
}
