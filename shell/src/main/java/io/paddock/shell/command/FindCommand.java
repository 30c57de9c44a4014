package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import io.paddock.shell.tree.SubtreeReader.Detail;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.apache.zookeeper.KeeperException;

/** Lists the znodes of a subtree that have what is asked for. */
final class FindCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("find", "Lists the znodes of a subtree that fit all that is asked for.")
                .value("glob", "the name fits this: * any text, ? a character, [abc], {one,two}", "-n", "--name")
                .value("bytes", "the data has at least so many bytes", "-b", "--bytes")
                .value("count", "it has at least so many children", "-c", "--children")
                .flag("it is ephemeral", "-e", "--ephemeral")
                .flag("it has neither data nor children", "--empty")
                .optional(Syntax.PATH, "the topmost znode; where you are when left out")
                .example("find /app -n '*.json'", "by name")
                .example("find / -b 500000", "what is too large")
                .example("find / -e", "what belongs to sessions");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        PathMatcher glob = glob(call);
        long bytesMin = call.number("-b", 0);
        long childrenMin = call.number("-c", 0);
        List<String> paths = Subtree.read(call, call.zooKeeper(), call.pathOrHere(0), Detail.STAT).values().stream()
                .filter(znode -> glob.matches(Path.of(ZnodePaths.name(znode.path()))))
                .filter(znode -> znode.stat().getDataLength() >= bytesMin)
                .filter(znode -> znode.stat().getNumChildren() >= childrenMin)
                .filter(znode -> !call.has("-e") || znode.isEphemeral())
                .filter(znode -> !call.has("--empty") || isEmpty(znode))
                .map(Znode::path)
                .toList();
        if (call.output().isJson()) {
            call.output().json(Json.object("paths", Json.strings(paths)));
        } else {
            paths.forEach(call.output()::line);
        }
    }

    private static PathMatcher glob(Invocation call) {
        try {
            return FileSystems.getDefault()
                    .getPathMatcher("glob:" + call.value("-n").orElse("*"));
        } catch (PatternSyntaxException e) {
            throw call.usage("The pattern makes no sense: " + e.getMessage());
        }
    }

    private static boolean isEmpty(Znode znode) {
        return znode.stat().getDataLength() == 0 && znode.stat().getNumChildren() == 0;
    }
}
