package io.paddock.shell.provision;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import io.paddock.shell.tree.Content;
import java.util.List;

/**
 * The znode at the root of a subtree that says which source owns it.
 *
 * @param source the name of the source
 * @param revision its revision
 * @param time when it was applied
 * @param by who applied it
 * @param secrets the znodes whose data must not be printed, by path below the root
 */
public record Marker(String source, String revision, String time, String by, List<String> secrets) {
    /** The name of the znode. */
    public static final String NAME = ".provisioned";

    /** Copies the list. */
    public Marker {
        secrets = List.copyOf(secrets);
    }

    /** Whether a path is that of a marker, or lies under one. */
    static boolean isWithinOne(String path) {
        return (path + "/").contains("/" + NAME + "/");
    }

    /** The data of the znode. */
    Content content() {
        Json json = Json.object("source", Json.string(source))
                .and("revision", Json.string(revision))
                .and("time", Json.string(time))
                .and("by", Json.string(by));
        return Content.of((secrets.isEmpty() ? json : json.and("secrets", Json.strings(secrets))).toString());
    }

    /** What the data of a znode says that bears the name. Fails where it is not a marker's. */
    static Marker read(String path, Content content) {
        try {
            SourceNode root = JsonSource.parse(path, content.text().orElse(""));
            SourceNode source = root.children().get("source");
            if (source != null) {
                SourceNode secrets = root.children().get("secrets");
                return new Marker(
                        source.text(),
                        text(root, "revision"),
                        text(root, "time"),
                        text(root, "by"),
                        secrets == null
                                ? List.of()
                                : secrets.list().stream().map(SourceNode::text).toList());
            }
        } catch (ShellFailure notJson) {
            throw ShellFailure.refused("The znode " + path + " is not the marker of a source: " + notJson.getMessage());
        }
        throw ShellFailure.refused("The znode " + path + " is not the marker of a source: it names none");
    }

    private static String text(SourceNode root, String name) {
        SourceNode node = root.children().get(name);
        return node == null ? "" : node.text();
    }
}
