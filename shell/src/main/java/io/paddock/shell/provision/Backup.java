package io.paddock.shell.provision;

import io.paddock.shell.outcome.FileFailures;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import io.paddock.shell.tree.AclText;
import io.paddock.shell.tree.Content;
import io.paddock.shell.tree.HiddenAcl;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;

/**
 * What an apply replaces, kept in a file for its owner alone, and the way back.
 *
 * <p>Of what the apply wrote the file holds a digest, so that a rollback can tell whether somebody has changed it since.
 */
public final class Backup {
    private Backup() {}

    /** Writes the file, which must not be there yet. */
    public static void write(Path file, Plan plan) {
        HiddenAcl.refuse(
                plan.changes().stream()
                        .filter(change -> change.kind() == Change.Kind.DELETE)
                        .map(change -> plan.actual().get(change.path()))
                        .toList(),
                ", or keep no backup with --no-backup");
        List<Json> changes = plan.changes().stream().map(Backup::json).toList();
        String text = Json.object("format", Json.number(1))
                + "\n"
                + Json.object("root", Json.string(plan.root())).and("changes", Json.array(changes));
        try {
            Path parent = file.toAbsolutePath().getParent();
            Files.createDirectories(parent);
            if (Files.getFileStore(parent).supportsFileAttributeView("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
            // The first line only says which format the second has.
            Files.writeString(file, text + "\n");
        } catch (FileAlreadyExistsException e) {
            throw ShellFailure.usage("The backup " + file + " is there already");
        } catch (IOException e) {
            throw ShellFailure.usage(
                    "Cannot write the backup " + file + ": " + FileFailures.reason(e) + "; nothing is done");
        }
    }

    /** The root of the subtree that a backup is of. */
    public static String root(Path file) {
        return field(read(file), "root").text();
    }

    /**
     * The plan that undoes an apply, or what is done of it. A znode that somebody has changed since is a failure, unless
     * forced.
     */
    public static Plan undo(Path file, NavigableMap<String, Znode> actual, boolean isForced) {
        SourceNode backup = read(file);
        List<Change> writes = new ArrayList<>();
        List<Change> removals = new ArrayList<>();
        List<SourceNode> entries = new ArrayList<>(field(backup, "changes").list());
        entries.sort((left, right) -> ZnodePaths.ORDER.compare(
                field(left, "path").text(), field(right, "path").text()));
        for (SourceNode entry : entries) {
            Undo undo = Undo.of(entry);
            boolean isRoot = undo.kind() == Change.Kind.CREATE
                    && undo.path().equals(field(backup, "root").text());
            if (isRoot) {
                // The marker of the owner stands on it.
                continue;
            }
            undo.change(actual.get(undo.path()), isForced)
                    .ifPresent(change -> (change.kind() == Change.Kind.DELETE ? removals : writes).add(change));
        }
        Collections.reverse(removals);
        writes.addAll(removals);
        String root = field(backup, "root").text();
        Znode marker = actual.get(ZnodePaths.child(root, Marker.NAME));
        List<String> secrets = marker == null
                ? List.of()
                : Marker.read(marker.path(), marker.content()).secrets();
        return new Plan(root, writes, List.of(), actual, secrets);
    }

    static SourceNode field(SourceNode node, String name) {
        SourceNode field = node.children().get(name);
        if (field == null) {
            throw SourceNode.failure(node.where(), "not a backup: there is no " + name);
        }
        return field;
    }

    static State state(SourceNode node) {
        SourceNode data = field(node, "base64");
        Content content = data.kind() == SourceNode.Kind.NOTHING
                ? Content.NULL
                : Content.ofNullable(Base64.getDecoder().decode(data.text()));
        return State.wanted(content, AclText.parse(field(node, "acl").text()));
    }

    private static SourceNode read(Path file) {
        String[] lines = new String(SourceReader.readBytes(file), StandardCharsets.UTF_8).split("\n", 2);
        SourceNode header = JsonSource.parse(file.toString(), lines[0]);
        boolean isKnown = header.children().containsKey("format")
                && field(header, "format").text().equals("1");
        if (!isKnown || lines.length < 2) {
            throw SourceNode.failure(file.toString(), "not a backup of format 1");
        }
        return JsonSource.parse(file.toString(), lines[1]);
    }

    private static Json json(Change change) {
        Json json = Json.object("change", Json.string(change.kind().name()))
                .and("path", Json.string(change.path()))
                .and("secret", Json.bool(change.isSecret()));
        if (change.kind() != Change.Kind.CREATE) {
            Content content = change.before().content();
            Json before = Json.object("base64", content.isNull() ? Json.NULL : Json.string(content.base64()))
                    .and("acl", Json.string(AclText.text(change.before().acl())));
            json = json.and("before", before);
        }
        return json.and("afterDigest", Json.string(Digest.of(change.after().content())))
                .and("afterAcl", Json.string(AclText.text(change.after().acl())));
    }
}
