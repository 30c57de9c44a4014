package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import io.paddock.shell.tree.SubtreeReader.Detail;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.apache.zookeeper.KeeperException;

/** Draws a subtree. */
final class TreeCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("tree", "Draws a subtree.")
                .value("depth", "how many levels to draw", "-L")
                .flag("also print how many bytes each znode has, and which are ephemeral", "-s")
                .optional(Syntax.PATH, "its topmost znode; where you are when left out")
                .example("tree /app", "")
                .example("tree -L 2 -s /", "two levels with sizes");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String root = call.pathOrHere(0);
        int deepest = ZnodePaths.depth(root) + call.intValue("-L", 1_000_000);
        NavigableMap<String, Znode> znodes =
                Subtree.read(call, call.zooKeeper(), root, Detail.STAT, path -> ZnodePaths.depth(path) <= deepest);
        if (call.output().isJson()) {
            call.output()
                    .json(Json.array(
                            znodes.values().stream().map(TreeCommand::json).toList()));
            return;
        }
        Map<String, List<String>> children = new LinkedHashMap<>();
        for (String path : znodes.keySet()) {
            if (!path.equals(root)) {
                children.computeIfAbsent(ZnodePaths.parent(path), parent -> new ArrayList<>())
                        .add(path);
            }
        }
        call.output().line(root + remark(call, znodes.get(root)));
        draw(call, znodes, children, root, "");
    }

    private static void draw(
            Invocation call,
            Map<String, Znode> znodes,
            Map<String, List<String>> children,
            String parent,
            String margin) {
        List<String> paths = children.getOrDefault(parent, List.of());
        for (int at = 0; at < paths.size(); at++) {
            boolean isLast = at == paths.size() - 1;
            String path = paths.get(at);
            call.output()
                    .line(margin + (isLast ? "└── " : "├── ") + ZnodePaths.name(path) + remark(call, znodes.get(path)));
            draw(call, znodes, children, path, margin + (isLast ? "    " : "│   "));
        }
    }

    private static String remark(Invocation call, Znode znode) {
        if (!call.has("-s")) {
            return "";
        }
        return " (" + znode.stat().getDataLength() + (znode.isEphemeral() ? ", ephemeral)" : ")");
    }

    private static Json json(Znode znode) {
        return Json.object("path", Json.string(znode.path()))
                .and("bytes", Json.number(znode.stat().getDataLength()))
                .and("ephemeral", Json.bool(znode.isEphemeral()));
    }
}
