package io.paddock.shell.provision;

import io.paddock.shell.output.Json;
import io.paddock.shell.tree.Content;
import java.util.List;

/** Writes YAML: texts of several lines as such, so that they differ line by line in version control. */
final class YamlText {
    private final StringBuilder out = new StringBuilder("$exact: true\n");

    private YamlText() {}

    static String of(Export.Node root) {
        YamlText text = new YamlText();
        text.directives(root, "");
        text.children(root.children(), "");
        return text.out.toString();
    }

    private void children(List<Export.Node> children, String margin) {
        for (Export.Node child : children) {
            String key = Export.key(child.name());
            out.append(margin)
                    .append(Export.isPlain(key) ? key : Json.string(key))
                    .append(":");
            Content content = child.znode().content();
            boolean isText = content.isNull() || content.printable().isPresent();
            if (child.children().isEmpty() && child.isOpen() && isText) {
                value(content, margin);
            } else {
                out.append("\n");
                directives(child, margin + "  ");
                children(child.children(), margin + "  ");
            }
        }
    }

    private void directives(Export.Node node, String margin) {
        if (!node.isOpen()) {
            out.append(margin).append("$acl: ").append(Json.string(node.acl())).append("\n");
        }
        Content content = node.znode().content();
        if (content.isNull()) {
            return;
        }
        if (content.printable().isPresent()) {
            out.append(margin).append("$data:");
            value(content, margin);
        } else {
            out.append(margin)
                    .append("$base64: ")
                    .append(Json.string(content.base64()))
                    .append("\n");
        }
    }

    private void value(Content content, String margin) {
        if (content.isNull()) {
            out.append(" null\n");
            return;
        }
        String text = Export.escapeVariables(content.printable().orElseThrow());
        if (isBlock(text)) {
            String end = text.endsWith("\n\n") ? "|+" : text.endsWith("\n") ? "|" : "|-";
            out.append(" ").append(end).append("\n");
            text.lines()
                    .forEach(line -> out.append(line.isEmpty() ? "" : margin + "  " + line)
                            .append("\n"));
        } else {
            out.append(" ").append(Json.string(text)).append("\n");
        }
    }

    /** Several lines, of which the first shows where the margin ends. */
    private static boolean isBlock(String text) {
        boolean isSeveral = text.indexOf('\n') >= 0;
        boolean hasMargin = !text.startsWith(" ") && !text.startsWith("\t") && !text.startsWith("\n");
        boolean hasBlankLine = text.lines().anyMatch(line -> !line.isEmpty() && line.isBlank());
        return isSeveral && hasMargin && !hasBlankLine;
    }
}
