package io.paddock.shell.command;

import io.paddock.shell.outcome.FileFailures;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import io.paddock.shell.output.StatText;
import io.paddock.shell.tree.Content;
import io.paddock.shell.tree.ZnodePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/** Changes the data of a znode in the user's editor. */
final class EditCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("edit", "Changes the data of a znode in $VISUAL or $EDITOR.")
                .argument(Syntax.PATH, "the znode")
                .example("edit /app/config", "refused if somebody else changes it meanwhile");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.path(0);
        Stat stat = new Stat();
        Content before = Content.ofNullable(call.zooKeeper().getData(path, false, stat));
        if (!before.isNull() && before.text().isEmpty()) {
            throw ShellFailure.refused("The data of " + path + " is not text");
        }
        String old = before.text().orElse("");
        // Made for its owner alone: data may be a secret.
        Path file = file(path, old);
        edit(call, file);
        String changed = withoutAddedLineEnd(old, read(file));
        if (changed.equals(old)) {
            delete(file);
            call.output().remark("Not changed");
            return;
        }
        Stat after;
        try {
            after = call.zooKeeper().setData(path, Content.of(changed).bytesOrNull(), stat.getVersion());
        } catch (KeeperException e) {
            call.output().remark("What you wrote is kept in " + file);
            throw e;
        }
        delete(file);
        if (call.output().isJson()) {
            call.output().json(Json.object("path", Json.string(path)).and("stat", StatText.json(after)));
        }
    }

    private static void edit(Invocation call, Path file) throws InterruptedException {
        Map<String, String> environment = call.host().environment();
        String editor = environment.getOrDefault("VISUAL", environment.getOrDefault("EDITOR", "vi"));
        // The variable may hold options too, which a command line shell takes apart. That shell would end on a Ctrl-C
        // that the editor outlives; with a trap it does not, and the editor has the signal as ever.
        String line = "trap : INT; " + editor + " \"$1\"";
        int status = call.host().runAtTerminal(List.of("sh", "-c", line, "sh", file.toString()));
        if (status != 0) {
            throw ShellFailure.refused("The editor ended with " + status + "; nothing is changed, the file is " + file);
        }
    }

    /** Editors end the last line, which the data may not have done. */
    private static String withoutAddedLineEnd(String old, String changed) {
        boolean isAdded = !old.endsWith("\n") && changed.endsWith("\n");
        return isAdded ? changed.substring(0, changed.length() - 1) : changed;
    }

    private static Path file(String path, String text) {
        try {
            return Files.writeString(Files.createTempFile("znode-" + ZnodePaths.name(path) + "-", ".txt"), text);
        } catch (IOException e) {
            throw ShellFailure.refused("Cannot write a file to edit: " + FileFailures.reason(e));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw ShellFailure.refused("Cannot read what was edited: " + FileFailures.reason(e));
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw ShellFailure.refused("Cannot remove " + file + ": " + FileFailures.reason(e));
        }
    }
}
