package io.paddock.shell.provision;

import io.paddock.shell.outcome.FileFailures;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.tree.Content;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads a directory: a file is a znode with its bytes as data, a directory a znode with children. The file {@code _data}
 * holds the data of the directory it lies in. What files cannot say (ACLs, null) stands in {@code .znodes.json} at the top,
 * by path. Other names that start with a dot are passed by; {@code %2E} is such a dot as part of a name.
 */
final class DirectorySource {
    static final String DATA = "_data";
    static final String DIRECTIVES = ".znodes.json";

    private DirectorySource() {}

    static SourceNode read(Path directory) {
        SourceNode root = directory(directory);
        Path directives = directory.resolve(DIRECTIVES);
        if (Files.exists(directives)) {
            SourceNode extra = JsonSource.parse(directives.toString(), SourceReader.readText(directives));
            extra.children().forEach((key, node) -> merge(root, key, node));
        }
        return root;
    }

    /** The name of a znode as that of a file: in ASCII, so that it is the same on every machine. */
    static String fileName(String name) {
        StringBuilder escaped = new StringBuilder();
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at++) {
            boolean isSpecialFirst = at == 0 && (bytes[at] == '.' || bytes[at] == '_');
            boolean isPlain = bytes[at] >= ' ' && bytes[at] < 0x7f && bytes[at] != '%';
            if (isPlain && !isSpecialFirst) {
                escaped.append((char) bytes[at]);
            } else {
                escaped.append(String.format("%%%02X", bytes[at]));
            }
        }
        return escaped.toString();
    }

    private static SourceNode directory(Path directory) {
        SourceNode node = SourceNode.parent(directory.toString());
        for (Path file : list(directory)) {
            String fileName = file.getFileName().toString();
            if (fileName.equals(DATA)) {
                node.add("$data", file(file));
            } else if (!fileName.startsWith(".")) {
                String name = znodeName(file);
                boolean isDirectory = Files.isDirectory(file);
                refuseCycle(file, isDirectory);
                node.add(name.startsWith("$") ? "$" + name : name, isDirectory ? directory(file) : file(file));
            }
        }
        return node;
    }

    private static void refuseCycle(Path file, boolean isDirectory) {
        if (isDirectory && Files.isSymbolicLink(file)) {
            try {
                boolean isAbove = file.toAbsolutePath().getParent().toRealPath().startsWith(file.toRealPath());
                if (isAbove) {
                    throw SourceNode.failure(file.toString(), "a link to a directory above it");
                }
            } catch (IOException e) {
                throw SourceNode.failure(file.toString(), "cannot be read: " + FileFailures.reason(e));
            }
        }
    }

    private static String znodeName(Path file) {
        try {
            // A plus sign is one: the escapes are those of an address, not of a form.
            String name = file.getFileName().toString().replace("+", "%2B");
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw SourceNode.failure(file.toString(), "a percent sign in a name is written %25");
        }
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw ShellFailure.usage("Cannot read the directory " + directory + ": " + FileFailures.reason(e));
        }
    }

    private static SourceNode file(Path file) {
        if (!Files.isRegularFile(file)) {
            boolean isBrokenLink = Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.notExists(file);
            throw SourceNode.failure(
                    file.toString(), isBrokenLink ? "a link to nowhere" : "neither file nor directory");
        }
        return SourceNode.bytes(Content.ofNullable(SourceReader.readBytes(file)), file.toString());
    }

    private static void merge(SourceNode root, String key, SourceNode extra) {
        if (!key.startsWith("/")) {
            root.add(key, extra);
            return;
        }
        Map<String, SourceNode> children = root.children();
        SourceNode node = root;
        for (String name : key.substring(1).split("/", -1)) {
            if (!name.isEmpty()) {
                String childKey = name.startsWith("$") ? "$" + name : name;
                SourceNode child = children.computeIfAbsent(childKey, absent -> SourceNode.parent(extra.where()));
                if (child.kind() != SourceNode.Kind.CHILDREN) {
                    SourceNode parent = SourceNode.parent(child.where());
                    parent.add("$data", child);
                    children.put(childKey, parent);
                    child = parent;
                }
                node = child;
                children = child.children();
            }
        }
        for (Map.Entry<String, SourceNode> directive : extra.children().entrySet()) {
            node.add(directive.getKey(), directive.getValue());
        }
    }
}
