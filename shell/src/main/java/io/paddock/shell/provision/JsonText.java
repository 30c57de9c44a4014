package io.paddock.shell.provision;

import io.paddock.shell.output.Json;
import io.paddock.shell.tree.Content;
import java.util.ArrayList;
import java.util.List;

/** Writes JSON, a line for each value. */
final class JsonText {
    private JsonText() {}

    static String of(Export.Node root) {
        return object(root, "", List.of("\"$exact\": true")) + "\n";
    }

    private static String object(Export.Node node, String margin, List<String> first) {
        List<String> entries = new ArrayList<>(first);
        if (!node.isOpen()) {
            entries.add("\"$acl\": " + Json.string(node.acl()));
        }
        Content content = node.znode().content();
        if (!content.isNull()) {
            entries.add(
                    content.text().isPresent()
                            ? "\"$data\": " + text(content)
                            : "\"$base64\": " + Json.string(content.base64()));
        }
        for (Export.Node child : node.children()) {
            entries.add(Json.string(Export.key(child.name())) + ": " + value(child, margin + "  "));
        }
        if (entries.isEmpty()) {
            return "{}";
        }
        String between = ",\n" + margin + "  ";
        return "{\n" + margin + "  " + String.join(between, entries) + "\n" + margin + "}";
    }

    private static String value(Export.Node node, String margin) {
        Content content = node.znode().content();
        boolean isText = content.isNull() || content.text().isPresent();
        if (node.children().isEmpty() && node.isOpen() && isText) {
            return content.isNull() ? "null" : text(content).toString();
        }
        return object(node, margin, List.of());
    }

    private static Json text(Content content) {
        return Json.string(Export.escapeVariables(content.text().orElseThrow()));
    }
}
