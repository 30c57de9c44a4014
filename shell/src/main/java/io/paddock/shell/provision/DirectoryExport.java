package io.paddock.shell.provision;

import io.paddock.shell.outcome.FileFailures;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import io.paddock.shell.tree.Content;
import io.paddock.shell.tree.Znode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes a subtree as a directory, see {@link DirectorySource}. */
public final class DirectoryExport {
    private final List<String> directives = new ArrayList<>();

    private DirectoryExport() {}

    /** Writes into a directory that is not there, is empty, or holds an earlier export, which is replaced. */
    public static void write(Path directory, String root, Collection<Znode> znodes) {
        try {
            clear(directory);
            DirectoryExport export = new DirectoryExport();
            export.directives.add("\"$exact\": true");
            Export.Node tree = Export.tree(root, znodes);
            export.directory(directory, tree);
            String text = "{\n  " + String.join(",\n  ", export.directives) + "\n}\n";
            Files.writeString(directory.resolve(DirectorySource.DIRECTIVES), text);
        } catch (IOException e) {
            throw ShellFailure.refused("Cannot write the export to " + directory + ": " + FileFailures.reason(e));
        }
    }

    private static void clear(Path directory) throws IOException {
        Files.createDirectories(directory);
        boolean isExport = Files.exists(directory.resolve(DirectorySource.DIRECTIVES));
        for (Path file : list(directory)) {
            boolean isOurs = !file.getFileName().toString().startsWith(".");
            if (isOurs && !isExport) {
                throw ShellFailure.refused(directory + " is neither empty nor an earlier export");
            }
            if (isOurs) {
                remove(file);
            }
        }
    }

    private static void remove(Path file) throws IOException {
        try (Stream<Path> files = Files.walk(file)) {
            for (Path one : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private void directory(Path directory, Export.Node node) throws IOException {
        Files.createDirectories(directory);
        Content content = node.znode().content();
        if (!content.isNull()) {
            Files.write(directory.resolve(DirectorySource.DATA), content.bytesOrNull());
        }
        directive(node, false);
        for (Export.Node child : node.children()) {
            Path file = directory.resolve(DirectorySource.fileName(child.name()));
            boolean isLeaf = child.children().isEmpty();
            Content data = child.znode().content();
            if (!isLeaf) {
                directory(file, child);
            } else {
                if (!data.isNull()) {
                    Files.write(file, data.bytesOrNull());
                }
                directive(child, data.isNull());
            }
        }
    }

    private void directive(Export.Node node, boolean isUnseen) {
        if (!node.isOpen() || isUnseen) {
            String acl = node.isOpen() ? "" : "\"$acl\": " + Json.string(node.acl());
            directives.add(Json.string("/" + node.path()) + ": {" + acl + "}");
        }
    }
}
