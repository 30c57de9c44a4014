package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import io.paddock.shell.tree.SubtreeReader.Detail;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.KeeperException;

/** Counts znodes and bytes of subtrees. */
final class DuCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("du", "Counts the znodes and the bytes of data under each child.")
                .flag("print the sum alone", "-s")
                .flag("the largest first", "-S")
                .optional(Syntax.PATH, "the znode; where you are when left out")
                .example("du /app", "znodes, bytes and path of each child, and of all")
                .example("du -S /", "who fills the tree");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String root = call.pathOrHere(0);
        Map<String, Usage> usages = new LinkedHashMap<>();
        Usage sum = new Usage(root, 0, 0);
        for (Znode znode :
                Subtree.read(call, call.zooKeeper(), root, Detail.STAT).values()) {
            long bytes = znode.stat().getDataLength();
            sum = sum.plus(bytes);
            if (!znode.path().equals(root)) {
                String relative = ZnodePaths.relative(root, znode.path());
                int slash = relative.indexOf('/');
                String child = ZnodePaths.child(root, slash < 0 ? relative : relative.substring(0, slash));
                usages.put(
                        child,
                        usages.getOrDefault(child, new Usage(child, 0, 0)).plus(bytes));
            }
        }
        List<Usage> children = call.has("-s") ? List.of() : List.copyOf(usages.values());
        if (call.has("-S")) {
            children = children.stream()
                    .sorted(Comparator.comparingLong(Usage::bytes).reversed())
                    .toList();
        }
        print(call, children, sum);
    }

    private static void print(Invocation call, List<Usage> children, Usage sum) {
        if (call.output().isJson()) {
            call.output()
                    .json(sum.json()
                            .and(
                                    "children",
                                    Json.array(
                                            children.stream().map(Usage::json).toList())));
            return;
        }
        children.forEach(usage -> call.output().line(usage.text()));
        call.output().line(sum.text());
    }

    private record Usage(String path, long count, long bytes) {
        Usage plus(long more) {
            return new Usage(path, count + 1, bytes + more);
        }

        String text() {
            return String.format("%10d %14d  %s", count, bytes, path);
        }

        Json json() {
            return Json.object("path", Json.string(path))
                    .and("count", Json.number(count))
                    .and("bytes", Json.number(bytes));
        }
    }
}
