package io.paddock.shell.command;

import io.paddock.shell.outcome.FileFailures;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.provision.DirectoryExport;
import io.paddock.shell.provision.Export;
import io.paddock.shell.tree.HiddenAcl;
import io.paddock.shell.tree.SubtreeReader.Detail;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;

/** Writes a subtree as a source. */
final class ExportCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("export", "Writes a subtree as a source from which 'apply' makes it again to the byte.")
                .value("format", "yaml, json, properties or directory; else by the name of the target", "--format")
                .flag("leave the ACLs out: all is open to everybody", "--open")
                .argument(Syntax.PATH, "the topmost znode: a path, or HOST:PORT/path")
                .optional("target", "a file or a directory; standard output when left out")
                .example("export /app", "YAML on standard output")
                .example("export /app app.json", "")
                .example("export /app app/ --format directory", "a file for each znode");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        try (Place place = Place.of(call, call.argument(0))) {
            Collection<Znode> read = Subtree.read(
                            call,
                            place.zooKeeper(),
                            place.path(),
                            Detail.ALL,
                            path -> !ZnodePaths.isWithin("/zookeeper", path))
                    .values();
            Collection<Znode> znodes = call.has("--open") ? opened(read) : read;
            HiddenAcl.refuse(znodes, ", or leave the ACLs out with --open");
            String target = call.count() > 1 ? call.argument(1) : "";
            String name = call.value("--format").orElseGet(() -> formatOf(target));
            if (name.equals("directory")) {
                if (target.isEmpty()) {
                    throw call.usage("A directory needs a name");
                }
                DirectoryExport.write(Path.of(target), place.path(), znodes);
                return;
            }
            Export.Format format = Export.Format.named(name)
                    .orElseThrow(() -> call.usage("yaml, json, properties or directory, not '" + name + "'"));
            write(call, target, Export.text(format, place.path(), znodes));
        }
    }

    private static Collection<Znode> opened(Collection<Znode> znodes) {
        return znodes.stream()
                .map(znode -> new Znode(znode.path(), znode.content(), ZooDefs.Ids.OPEN_ACL_UNSAFE, znode.stat()))
                .toList();
    }

    private static String formatOf(String target) {
        String name = target.substring(target.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        Optional<Export.Format> format = Export.Format.named(name);
        boolean isDirectory = target.endsWith("/") || (!target.isEmpty() && Files.isDirectory(Path.of(target)));
        if (isDirectory) {
            return "directory";
        }
        return target.isEmpty() || format.isPresent() ? format.map(it -> name).orElse("yaml") : "of " + target;
    }

    private static void write(Invocation call, String target, String text) {
        if (target.isEmpty()) {
            call.output().bytes(text.getBytes(StandardCharsets.UTF_8));
            return;
        }
        try {
            Files.writeString(Path.of(target), text);
        } catch (IOException e) {
            throw ShellFailure.refused("Cannot write " + target + ": " + FileFailures.reason(e));
        }
    }
}
