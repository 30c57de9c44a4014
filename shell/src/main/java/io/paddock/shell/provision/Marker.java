package io.paddock.shell.provision;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import io.paddock.shell.tree.Content;

/**
 * The znode at the root of a subtree that says which source owns it.
 *
 * @param source the name of the source
 * @param revision its revision
 * @param time when it was applied
 * @param by who applied it
 */
public record Marker(String source, String revision, String time, String by) {
    /** The name of the znode. */
    public static final String NAME = ".provisioned";

    /** The data of the znode. */
    Content content() {
        return Content.of(Json.object("source", Json.string(source))
                .and("revision", Json.string(revision))
                .and("time", Json.string(time))
                .and("by", Json.string(by))
                .toString());
    }

    /** The name of the source that owns a subtree, by the data of its marker. */
    static String owner(String path, Content content) {
        try {
            SourceNode root = JsonSource.parse(path, content.text().orElse(""));
            SourceNode source = root.children().get("source");
            if (source != null) {
                return source.text();
            }
        } catch (ShellFailure notJson) {
            throw ShellFailure.refused("The znode " + path + " is not the marker of a source: " + notJson.getMessage());
        }
        throw ShellFailure.refused("The znode " + path + " is not the marker of a source: it names none");
    }
}
