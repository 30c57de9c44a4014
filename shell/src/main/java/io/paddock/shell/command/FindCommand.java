package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import io.paddock.shell.tree.SubtreeReader.Detail;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.util.List;
import java.util.regex.Pattern;
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
        Pattern glob = glob(call);
        long bytesMin = call.number("-b", 0);
        long childrenMin = call.number("-c", 0);
        List<String> paths = Subtree.read(call, call.zooKeeper(), call.pathOrHere(0), Detail.STAT).values().stream()
                .filter(znode -> glob.matcher(ZnodePaths.name(znode.path())).matches())
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

    /** Not by the file system's patterns, which know only names that the locale can write. */
    private static Pattern glob(Invocation call) {
        String glob = call.value("-n").orElse("*");
        StringBuilder regex = new StringBuilder();
        int braces = 0;
        for (int at = 0; at < glob.length(); at++) {
            char c = glob.charAt(at);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '[', ']', '-' -> regex.append(c);
                case '{' -> {
                    regex.append("(?:");
                    braces++;
                }
                case '}' -> {
                    regex.append(')');
                    braces--;
                }
                case ',' -> regex.append(braces > 0 ? "|" : ",");
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw call.usage("The pattern '" + glob + "' makes no sense: " + e.getDescription());
        }
    }

    private static boolean isEmpty(Znode znode) {
        return znode.stat().getDataLength() == 0 && znode.stat().getNumChildren() == 0;
    }
}
