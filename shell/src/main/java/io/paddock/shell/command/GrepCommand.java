package io.paddock.shell.command;

import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import io.paddock.shell.tree.SubtreeReader.Detail;
import io.paddock.shell.tree.Znode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.zookeeper.KeeperException;

/** Searches the data of a subtree. */
final class GrepCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("grep", "Searches the data of a subtree; ends with 1 where nothing is found.")
                .flag("capitals make no difference", "-i")
                .flag("print the paths alone", "-l")
                .flag("the pattern is plain text", "-F")
                .argument("pattern", "a regular expression")
                .optional(Syntax.PATH, "the topmost znode; where you are when left out")
                .example("grep 10.0.0.7 /app", "/app/db/host:10.0.0.7")
                .example("grep -il password /", "the paths alone");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        Pattern pattern = pattern(call);
        boolean isFound = false;
        for (Znode znode : Subtree.read(call, call.zooKeeper(), call.pathOrHere(1), Detail.DATA)
                .values()) {
            isFound |= search(call, pattern, znode);
        }
        if (!isFound) {
            throw ShellFailure.silent(ExitStatus.REFUSED);
        }
    }

    private static Pattern pattern(Invocation call) {
        int flags = (call.has("-i") ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0)
                | (call.has("-F") ? Pattern.LITERAL : 0);
        try {
            return Pattern.compile(call.argument(0), flags);
        } catch (PatternSyntaxException e) {
            throw call.usage("The pattern makes no sense: " + e.getMessage());
        }
    }

    private static boolean search(Invocation call, Pattern pattern, Znode znode) {
        if (znode.content().isNull()) {
            return false;
        }
        Optional<String> text = znode.content().text();
        String searched = text.orElseGet(() -> new String(znode.content().bytesOrNull(), StandardCharsets.ISO_8859_1));
        List<String> lines = searched.lines().filter(pattern.asPredicate()).toList();
        if (lines.isEmpty()) {
            return false;
        }
        if (call.output().isJson()) {
            call.output()
                    .json(Json.object("path", Json.string(znode.path()))
                            .and("lines", text.isPresent() ? Json.strings(lines) : Json.NULL));
        } else if (call.has("-l")) {
            call.output().line(znode.path());
        } else if (text.isEmpty()) {
            call.output().line(znode.path() + ": binary data matches");
        } else {
            lines.forEach(line -> call.output().line(znode.path() + ":" + line));
        }
        return true;
    }
}
