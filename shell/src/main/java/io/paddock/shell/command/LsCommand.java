package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import io.paddock.shell.output.StatText;
import io.paddock.shell.session.WatchKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.data.Stat;

/** Lists children; {@code ls2} is the older name of {@code ls -s}. */
final class LsCommand implements ShellCommand {
    private final String name;

    LsCommand(String name) {
        this.name = name;
    }

    @Override
    public Syntax syntax() {
        return Syntax.named(name, "Lists the children of a znode.")
                .flag("also print the stat", "-s")
                .flag("leave a watch for the next change of the list", "-w")
                .flag("list the whole subtree, one path a line", "-R")
                .optional(Syntax.PATH, "the znode; where you are when left out")
                .optional("watch", "older spelling of -w")
                .example("ls /", "[app, zookeeper]")
                .example("ls -s /app", "the children and the stat")
                .example("ls -R /app", "every path under /app");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.pathOrHere(0);
        boolean isWatching = call.has("-w") || DeprecatedWatchWord.isGiven(call, "[-s] [-w] [-R]");
        if (call.has("-R")) {
            listSubtree(call, path, isWatching);
            return;
        }
        Stat stat = new Stat();
        List<String> children = new ArrayList<>(call.zooKeeper().getChildren(path, isWatching, stat));
        if (isWatching) {
            call.session().watching(path, WatchKind.CHILDREN);
        }
        Collections.sort(children);
        boolean isWithStat = call.has("-s") || name.equals("ls2");
        if (call.output().isJson()) {
            Json json = Json.object("path", Json.string(path)).and("children", Json.strings(children));
            call.output().json(isWithStat ? json.and("stat", StatText.json(stat)) : json);
        } else {
            call.output().line("[" + String.join(", ", children) + "]");
            if (isWithStat) {
                call.output().line(StatText.text(stat));
            }
        }
    }

    /** In zkCli's order: the znode, then its children, then the children of each. */
    private static void listSubtree(Invocation call, String path, boolean isWatching)
            throws KeeperException, InterruptedException {
        List<String> paths = new ArrayList<>();
        ZKUtil.visitSubTreeDFS(call.zooKeeper(), path, isWatching, (rc, visited, ctx, name) -> {
            if (call.output().isJson()) {
                paths.add(visited);
            } else {
                call.output().line(visited);
            }
            if (isWatching) {
                call.session().watching(visited, WatchKind.CHILDREN);
            }
        });
        if (call.output().isJson()) {
            call.output().json(Json.object("path", Json.string(path)).and("paths", Json.strings(paths)));
        }
    }
}
