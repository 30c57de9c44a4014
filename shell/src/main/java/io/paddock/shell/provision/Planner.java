package io.paddock.shell.provision;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.tree.Content;
import io.paddock.shell.tree.HiddenAcl;
import io.paddock.shell.tree.SubtreeReader;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
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
        return marker(actual).map(Marker::source);
    }

    /**
     * The plan that makes what was read equal to the source. Fails for what must not or cannot be done.
     *
     * @param desired the source
     * @param actual what was read
     * @param secrets what is not to be printed although the source does not say so
     */
    public Plan plan(DesiredTree desired, NavigableMap<String, Znode> actual, KnownSecrets secrets) {
        List<Change> changes = new ArrayList<>();
        for (Map.Entry<String, Desired> entry : desired.znodes().entrySet()) {
            String path = ZnodePaths.under(scope.root(), entry.getKey());
            check(path, entry.getValue(), actual);
            add(changes, entry.getValue(), secrets.contains(path), path, actual.get(path));
        }
        List<String> roots = rootsOfOthers(actual);
        List<String> extra = extra(desired, actual, roots);
        if (scope.isPruning() && !extra.isEmpty()) {
            refuseUnowned(extra, actual);
            extra.stream()
                    .sorted(ZnodePaths.ORDER.reversed())
                    .map(actual::get)
                    .forEach(znode -> changes.add(new Change(
                            Change.Kind.DELETE,
                            znode.path(),
                            State.of(znode),
                            State.ABSENT,
                            secrets.contains(znode.path()))));
            extra = List.of();
        }
        refuseOthers(changes, actual, roots);
        new Permissions(scope).check(changes, actual);
        return new Plan(scope.root(), changes, extra, actual, secretsFromThenOn(desired, actual, changes));
    }

    /** Those of the source, and those of before that stay and of which the source says nothing. */
    private List<String> secretsFromThenOn(
            DesiredTree desired, NavigableMap<String, Znode> actual, List<Change> changes) {
        NavigableSet<String> secrets = new TreeSet<>();
        desired.znodes().forEach((path, one) -> {
            if (one.isSecret()) {
                secrets.add(path);
            }
        });
        Set<String> removed = changes.stream()
                .filter(change -> change.kind() == Change.Kind.DELETE)
                .map(change -> ZnodePaths.relative(scope.root(), change.path()))
                .collect(Collectors.toSet());
        marker(actual).map(Marker::secrets).orElse(List.of()).stream()
                .filter(path -> !removed.contains(path) && !desired.saysDataOf(path))
                .forEach(secrets::add);
        return List.copyOf(secrets);
    }

    private Optional<Marker> marker(NavigableMap<String, Znode> actual) {
        return Optional.ofNullable(actual.get(scope.marker()))
                .map(znode -> Marker.read(scope.marker(), znode.content()));
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

    private void add(List<Change> changes, Desired desired, boolean isKnownSecret, String path, Znode actualOrNull) {
        boolean isSecret = desired.isSecret() || isKnownSecret;
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
        List<ACL> comparable = HiddenAcl.isHidden(before.acl()) ? HiddenAcl.hide(acl) : acl;
        if (desired.isAclGiven() && !sorted(comparable).equals(sorted(before.acl()))) {
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

    /** The roots below this one whose subtrees other sources own. */
    private List<String> rootsOfOthers(NavigableMap<String, Znode> actual) {
        return actual.keySet().stream()
                .filter(path -> ZnodePaths.name(path).equals(Marker.NAME) && !path.equals(scope.marker()))
                .map(ZnodePaths::parent)
                .toList();
    }

    /** What the source does not have, without what is not the source's to remove. */
    private List<String> extra(DesiredTree desired, NavigableMap<String, Znode> actual, List<String> rootsOfOthers) {
        List<String> kept = new ArrayList<>();
        actual.values().stream().filter(Znode::isEphemeral).forEach(znode -> kept.add(znode.path()));
        kept.addAll(rootsOfOthers);
        kept.addAll(scope.protectedPaths());
        List<String> extra = new ArrayList<>();
        for (String path : actual.keySet()) {
            boolean isWanted = desired.znodes().containsKey(ZnodePaths.relative(scope.root(), path));
            boolean isOthers = rootsOfOthers.stream().anyMatch(root -> ZnodePaths.isWithin(root, path));
            boolean isAboveKept = kept.stream().anyMatch(below -> ZnodePaths.isWithin(path, below));
            if (!isWanted && !isOthers && !isAboveKept && !path.equals(scope.marker()) && !path.equals(scope.root())) {
                extra.add(path);
            }
        }
        return extra;
    }

    private void refuseUnowned(List<String> extra, NavigableMap<String, Znode> actual) {
        if (!scope.isAdopting() && owner(actual).isEmpty()) {
            throw ShellFailure.refused(scope.root() + " is not owned by a source yet: --prune would remove "
                    + extra.size() + " znodes such as " + extra.get(0) + "; --adopt takes it over");
        }
    }

    /** What another source owns is not changed, neither here nor further down. */
    private void refuseOthers(List<Change> changes, NavigableMap<String, Znode> actual, List<String> rootsOfOthers) {
        if (scope.isAdopting() || changes.isEmpty()) {
            return;
        }
        Optional<String> owner = owner(actual);
        if (owner.isPresent() && !owner.get().equals(scope.source())) {
            throw ShellFailure.refused(scope.root() + " is owned by the source '" + owner.get() + "', not by '"
                    + scope.source() + "'; --adopt takes it over");
        }
        for (Change change : changes) {
            rootsOfOthers.stream()
                    .filter(root -> ZnodePaths.isWithin(root, change.path()))
                    .findFirst()
                    .ifPresent(root -> refuseWithin(root, change.path()));
        }
    }

    private static void refuseWithin(String root, String path) {
        throw ShellFailure.refused(
                path + " lies in " + root + ", which another source owns; --adopt changes it all the same");
    }
}
