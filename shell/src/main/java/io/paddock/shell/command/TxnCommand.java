package io.paddock.shell.command;

import io.paddock.shell.line.CommandLineText;
import io.paddock.shell.outcome.KeeperFailures;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs;

/** Does several writes wholly or not at all. */
final class TxnCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("txn", "Does the writes given as lines wholly, or not at all.")
                .argument("lines", "@FILE, - for standard input, or the lines themselves, separated by ;")
                .example("txn \"check /v 3; set /v 4; create /log/l- x -s\"", "")
                .example("txn @changes.txt", "lines of create, set, delete, check PATH VERSION");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String text = new String(DataArgument.source(call, call.argument(0)), StandardCharsets.UTF_8);
        List<String> lines = CommandLineText.commands(text).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        List<Op> ops = new ArrayList<>();
        for (String line : lines) {
            ops.add(op(call, line));
        }
        if (ops.isEmpty()) {
            throw call.usage("There is no line to do");
        }
        try {
            print(call, ops, call.zooKeeper().multi(ops));
        } catch (KeeperException e) {
            throw explain(lines, ops, e);
        }
    }

    private static Op op(Invocation call, String line) {
        List<String> words = CommandLineText.words(line);
        String name = words.get(0).toLowerCase(Locale.ROOT);
        Syntax syntax = switch (name) {
            case "create" -> new CreateCommand().syntax();
            case "set" -> new SetCommand().syntax();
            case "delete" -> new DeleteCommand().syntax();
            case "check" ->
                Syntax.named("check", "Makes sure of a version.")
                        .argument(Syntax.PATH, "the znode")
                        .optional("version", "the version of its data; any when left out");
            default -> throw call.usage("create, set, delete or check, not '" + words.get(0) + "'");
        };
        Invocation inner = new Invocation(call.host(), syntax, syntax.parse(words.subList(1, words.size())));
        return switch (name) {
            case "create" -> CreateCommand.op(inner);
            case "set" -> Op.setData(inner.path(0), DataArgument.read(inner, 1), versionOf(inner, 2));
            case "delete" -> Op.delete(inner.path(0), versionOf(inner, 1));
            default -> Op.check(inner.path(0), inner.count() > 1 ? inner.intArgument(1, "version") : -1);
        };
    }

    private static int versionOf(Invocation call, int index) {
        return call.count() > index ? call.intArgument(index, "version") : call.version("-v");
    }

    private static void print(Invocation call, List<Op> ops, List<OpResult> results) {
        List<Json> all = new ArrayList<>();
        for (int at = 0; at < ops.size(); at++) {
            String done = done(ops.get(at), results.get(at));
            String path = results.get(at) instanceof OpResult.CreateResult created
                    ? withoutChroot(call, created.getPath())
                    : ops.get(at).getPath();
            if (call.output().isJson()) {
                all.add(Json.object(done.toLowerCase(Locale.ROOT), Json.string(path)));
            } else {
                call.output().line(done + " " + path);
            }
        }
        if (call.output().isJson()) {
            call.output().json(Json.array(all));
        }
    }

    /** The client takes the chroot off each path but for those in the results of a transaction. */
    private static String withoutChroot(Invocation call, String path) {
        String chroot = call.session().chroot();
        return path.startsWith(chroot + "/") ? path.substring(chroot.length()) : path;
    }

    private static String done(Op op, OpResult result) {
        return switch (result.getType()) {
            case ZooDefs.OpCode.create,
                    ZooDefs.OpCode.create2,
                    ZooDefs.OpCode.createContainer,
                    ZooDefs.OpCode.createTTL -> "Created";
            case ZooDefs.OpCode.setData -> "Set";
            case ZooDefs.OpCode.delete -> "Deleted";
            case ZooDefs.OpCode.check -> "Checked";
            default -> throw new IllegalStateException("expected the result of a write of " + op.getPath());
        };
    }

    private static ShellFailure explain(List<String> lines, List<Op> ops, KeeperException failure) {
        List<OpResult> results = failure.getResults() == null ? List.of() : failure.getResults();
        for (int at = 0; at < results.size(); at++) {
            if (results.get(at) instanceof OpResult.ErrorResult error) {
                KeeperException.Code code = KeeperException.Code.get(error.getErr());
                if (code != KeeperException.Code.OK && code != KeeperException.Code.RUNTIMEINCONSISTENCY) {
                    ShellFailure cause = KeeperFailures.of(
                            KeeperException.create(code, ops.get(at).getPath()));
                    return new ShellFailure(
                            cause.status(),
                            "Nothing is done: line " + (at + 1) + " ("
                                    + lines.get(at).split("\\s+", 2)[0] + "): " + cause.getMessage());
                }
            }
        }
        return KeeperFailures.of(failure);
    }
}
