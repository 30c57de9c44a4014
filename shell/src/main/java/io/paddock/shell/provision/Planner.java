package io.paddock.shell.provision;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.tree.Content;
import io.paddock.shell.tree.SubtreeReader;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;

/** Compares a source with what is there. Reads only. */
public final class Planner {
    private static final Comparator<ACL> ACL_ORDER = Comparator.comparing(
                    (ACL acl) -> acl.getId().getScheme())
            .thenComparing(acl -> acl.getId().getId())
            .thenComparingInt(ACL::getPerms);

    private final Scope scope;

    /** A planner within these bounds. */
    public Planner(Scope scope) {
        this.scope = scope;
    }

    /** What lies under the root now, without what is never touched; nothing where the root is not there. */
    public NavigableMap<String, Znode> read(ZooKeeper zooKeeper, IntConsumer progress)
            throws KeeperException, InterruptedException {
        if (scope.isProtected(scope.root())) {
            throw ShellFailure.refused(scope.root() + " is protected");
        }
        SubtreeReader reader =
                new SubtreeReader(zooKeeper, SubtreeReader.Detail.ALL, path -> !scope.isProtected(path), progress);
        try {
            return reader.read(scope.root());
        } catch (KeeperException.NoNodeException rootNotThere) {
            return new TreeMap<>(ZnodePaths.ORDER);
        }
    }

    /** The source that owns the subtree, by what was read. */
    public Optional<String> owner(NavigableMap<String, Znode> actual) {
        return Optional.ofNullable(actual.get(scope.marker()))
                .map(marker -> Marker.owner(scope.marker(), marker.content()));
    }

    /** The plan that makes what was read equal to the source. Fails for what must not or cannot be done. */
    public Plan plan(DesiredTree desired, NavigableMap<String, Znode> actual) {
        List<Change> changes = new ArrayList<>();
        for (Map.Entry<String, Desired> entry : desired.znodes().entrySet()) {
            String path = ZnodePaths.under(scope.root(), entry.getKey());
            check(path, entry.getValue(), actual);
            add(changes, path, entry.getValue(), actual.get(path));
        }
        List<String> extra = extra(desired, actual);
        if (scope.isPruning() && !extra.isEmpty()) {
            checkOwner(extra, actual);
            extra.stream()
                    .sorted(ZnodePaths.ORDER.reversed())
                    .map(actual::get)
                    .forEach(znode -> changes.add(
                            new Change(Change.Kind.DELETE, znode.path(), State.of(znode), State.ABSENT, false)));
            extra = List.of();
        }
        new Permissions(scope).check(changes, actual);
        return new Plan(scope.root(), changes, extra, actual);
    }

    private void check(String path, Desired desired, Map<String, Znode> actual) {
        if (scope.isProtected(path) && !path.equals("/")) {
            throw SourceNode.failure(desired.where(), path + " is protected");
        }
        if (path.equals(scope.marker())) {
            throw SourceNode.failure(desired.where(), path + " is the marker of the owner");
        }
        if (desired.content().size() > scope.dataBytesMax()) {
            throw SourceNode.failure(
                    desired.where(),
                    path + " would have " + desired.content().size() + " bytes; at most " + scope.dataBytesMax()
                            + " are allowed");
        }
        Znode there = actual.get(path);
        if (there != null && there.isEphemeral()) {
            throw SourceNode.failure(desired.where(), path + " is ephemeral: it belongs to a session");
        }
    }

    private void add(List<Change> changes, String path, Desired desired, Znode actualOrNull) {
        boolean isSecret = desired.isSecret();
        List<ACL> acl = desired.isAclGiven() ? resolve(desired) : ZooDefs.Ids.OPEN_ACL_UNSAFE;
        if (actualOrNull == null) {
            changes.add(
                    new Change(Change.Kind.CREATE, path, State.ABSENT, State.wanted(desired.content(), acl), isSecret));
            return;
        }
        State before = State.of(actualOrNull);
        Content content = desired.isContentGiven() ? desired.content() : before.content();
        if (!content.equals(before.content())) {
            changes.add(new Change(Change.Kind.SET, path, before, State.wanted(content, before.acl()), isSecret));
        }
        if (desired.isAclGiven() && !sorted(acl).equals(sorted(before.acl()))) {
            changes.add(new Change(Change.Kind.SET_ACL, path, before, State.wanted(content, acl), isSecret));
        }
    }

    /** The server writes down who {@code auth} was; to compare, so do we. */
    private List<ACL> resolve(Desired desired) {
        List<ACL> resolved = new ArrayList<>();
        for (ACL entry : desired.acl()) {
            if (!entry.getId().getScheme().equals("auth")) {
                resolved.add(entry);
            } else if (scope.identities().isEmpty()) {
                throw SourceNode.failure(
                        desired.where(), "the ACL says auth, but this session has no digest identity (--auth)");
            } else {
                for (Id identity : scope.identities()) {
                    resolved.add(new ACL(entry.getPerms(), identity));
                }
            }
        }
        return resolved;
    }

    private static List<ACL> sorted(List<ACL> acl) {
        return acl.stream().sorted(ACL_ORDER).toList();
    }

    /** What is there and not in the source; ephemerals, markers, and what another source owns stay out of it. */
    private List<String> extra(DesiredTree desired, NavigableMap<String, Znode> actual) {
        List<String> othersRoots = new ArrayList<>();
        for (String path : actual.keySet()) {
            boolean isOthersMarker = ZnodePaths.name(path).equals(Marker.NAME) && !path.equals(scope.marker());
            if (isOthersMarker) {
                othersRoots.add(ZnodePaths.parent(path));
            }
        }
        List<String> kept = new ArrayList<>();
        actual.values().stream().filter(Znode::isEphemeral).forEach(znode -> kept.add(znode.path()));
        kept.addAll(othersRoots);
        kept.addAll(scope.protectedPaths());
        List<String> extra = new ArrayList<>();
        for (String path : actual.keySet()) {
            boolean isWanted = desired.znodes().containsKey(ZnodePaths.relative(scope.root(), path));
            boolean isOthers = othersRoots.stream().anyMatch(root -> ZnodePaths.isWithin(root, path));
            boolean isAboveKept = kept.stream().anyMatch(below -> ZnodePaths.isWithin(path, below));
            if (!isWanted && !isOthers && !isAboveKept && !path.equals(scope.marker()) && !path.equals(scope.root())) {
                extra.add(path);
            }
        }
        return extra;
    }

    private void checkOwner(List<String> extra, NavigableMap<String, Znode> actual) {
        if (scope.isAdopting()) {
            return;
        }
        Optional<String> owner = owner(actual);
        if (owner.isEmpty()) {
            throw ShellFailure.refused(scope.root() + " is not owned by a source yet: --prune would remove "
                    + extra.size() + " znodes such as " + extra.get(0) + "; --adopt takes it over");
        }
        if (!owner.get().equals(scope.source())) {
            throw ShellFailure.refused(scope.root() + " is owned by the source '" + owner.get() + "', not by '"
                    + scope.source() + "'; --adopt takes it over");
        }
    }
}
