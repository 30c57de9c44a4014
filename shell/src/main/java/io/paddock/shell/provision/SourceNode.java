package io.paddock.shell.provision;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.tree.Content;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of a source as it was parsed, whatever the format: nothing, a text, bytes, a list, or named children.
 *
 * @param kind which of these it is
 * @param text the text; empty for other kinds
 * @param bytes the bytes of a file; null content for other kinds
 * @param list the members of a list
 * @param children the named children, directives among them
 * @param where file, and line and column where the format has them, for messages
 */
record SourceNode(
        Kind kind, String text, Content bytes, List<SourceNode> list, Map<String, SourceNode> children, String where) {
    /** The shapes of a node. */
    enum Kind {
        NOTHING,
        TEXT,
        BYTES,
        LIST,
        CHILDREN
    }

    static SourceNode nothing(String where) {
        return new SourceNode(Kind.NOTHING, "", Content.NULL, List.of(), Map.of(), where);
    }

    static SourceNode text(String text, String where) {
        return new SourceNode(Kind.TEXT, text, Content.NULL, List.of(), Map.of(), where);
    }

    static SourceNode bytes(Content bytes, String where) {
        return new SourceNode(Kind.BYTES, "", bytes, List.of(), Map.of(), where);
    }

    static SourceNode list(List<SourceNode> members, String where) {
        return new SourceNode(Kind.LIST, "", Content.NULL, members, Map.of(), where);
    }

    /** A node whose children are still to be added with {@link #add}. */
    static SourceNode parent(String where) {
        return new SourceNode(Kind.CHILDREN, "", Content.NULL, List.of(), new LinkedHashMap<>(), where);
    }

    /** Adds a child while the source is being read; fails where there is one of that name. */
    void add(String name, SourceNode child) {
        SourceNode other = children.putIfAbsent(name, child);
        if (other != null) {
            throw failure(child.where, "'" + name + "' is there twice; the first is at " + other.where);
        }
    }

    /** A failure that names its place in the source. */
    static ShellFailure failure(String where, String message) {
        return ShellFailure.usage(where + ": " + message);
    }
}
