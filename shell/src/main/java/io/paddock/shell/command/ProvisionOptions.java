package io.paddock.shell.command;

import io.paddock.shell.provision.DesiredTree;
import io.paddock.shell.provision.KnownSecrets;
import io.paddock.shell.provision.Marker;
import io.paddock.shell.provision.Plan;
import io.paddock.shell.provision.PlanText;
import io.paddock.shell.provision.Planner;
import io.paddock.shell.provision.Scope;
import io.paddock.shell.provision.SourceReader;
import io.paddock.shell.tree.Znode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableMap;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** What {@code plan}, {@code apply}, {@code mirror} and {@code rollback} share: options, reading, printing. */
final class ProvisionOptions {
    /** One megabyte is what ZooKeeper takes by default in a request; some of it is not data. */
    private static final int DATA_BYTES_MAX = 1_000_000;

    private ProvisionOptions() {}

    static Syntax source(Syntax syntax) {
        return syntax.value("path", "the znode that the source is mounted on; / when left out", "--root")
                .values("file", "a source laid over it; may be given several times", "--overlay")
                .flag("replace ${NAME} in the files of a directory too", "--env");
    }

    static Syntax scope(Syntax syntax) {
        return syntax.flag("remove what the source does not have, in a subtree that it owns", "--prune")
                .flag("take the subtree over from another owner, or from none", "--adopt")
                .values("path", "a subtree never to be touched; may be given several times", "--protect")
                .value("name", "the name by which the subtree knows its owner; the file's when left out", "--source")
                .value("bytes", "the most data a znode may have (" + DATA_BYTES_MAX + ")", "--max-bytes");
    }

    static DesiredTree read(Invocation call, String source) {
        return new SourceReader(call.host().environment(), call.host()::standardInput, call.has("--env"))
                .read(source, call.values("--overlay"));
    }

    static Scope scope(Invocation call, String root, String source) {
        return new Scope(
                root,
                call.value("--source").orElse(source),
                call.has("--prune"),
                call.has("--adopt"),
                call.values("--protect").stream().map(call::absolute).toList(),
                call.intValue("--max-bytes", DATA_BYTES_MAX),
                call.session().authenticatedIds());
    }

    static String root(Invocation call) {
        return call.absolute(call.value("--root").orElse("/"));
    }

    /** The name of a source for its marker: that of the file, wherever it lies on this machine. */
    static String nameOf(String source) {
        Path name = Path.of(source).toAbsolutePath().normalize().getFileName();
        return source.equals("-") || name == null ? "standard input" : name.toString();
    }

    static Plan plan(Invocation call, ZooKeeper zooKeeper, Scope scope, DesiredTree desired)
            throws KeeperException, InterruptedException {
        Planner planner = new Planner(scope);
        NavigableMap<String, Znode> actual = actual(call, zooKeeper, planner);
        return planner.plan(desired, actual, KnownSecrets.of(actual.values()).andAbove(zooKeeper, scope.root()));
    }

    static NavigableMap<String, Znode> actual(Invocation call, ZooKeeper zooKeeper, Planner planner)
            throws KeeperException, InterruptedException {
        try {
            return planner.read(zooKeeper, count -> call.output().progress("Read " + count + " znodes"));
        } finally {
            call.output().endProgress();
        }
    }

    static void print(Invocation call, Plan plan) {
        if (call.output().isJson()) {
            call.output().json(PlanText.json(plan));
        } else {
            print(call, PlanText.lines(plan));
        }
    }

    static void print(Invocation call, List<String> lines) {
        lines.forEach(line -> call.output().line(coloured(call, line)));
    }

    static Marker marker(Invocation call, Scope scope, Plan plan, String revision) {
        String user = call.host().environment().getOrDefault("USER", "?");
        String host = call.host().environment().getOrDefault("HOSTNAME", "?");
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new Marker(scope.source(), revision, now, user + "@" + host, plan.secrets());
    }

    private static String coloured(Invocation call, String line) {
        if (!call.output().isAtTerminal()) {
            return line;
        }
        return switch (line.charAt(0)) {
            case '+' -> "\u001b[32m" + line + "\u001b[0m";
            case '-' -> "\u001b[31m" + line + "\u001b[0m";
            case '~' -> "\u001b[33m" + line + "\u001b[0m";
            default -> line;
        };
    }
}
