package io.paddock.shell.provision;

import io.paddock.shell.tree.Content;

/** Writes Java properties. */
final class PropertiesText {
    private final StringBuilder out = new StringBuilder("$exact=true\n");

    private PropertiesText() {}

    static String of(Export.Node root) {
        PropertiesText text = new PropertiesText();
        text.add(root);
        return text.out.toString();
    }

    private void add(Export.Node node) {
        String key = node.path().isEmpty() ? "/" : node.path().replace("$", "$$");
        Content content = node.znode().content();
        if (!node.isOpen()) {
            line(key + "$acl", node.acl());
        }
        if (content.isNull()) {
            if (node.children().isEmpty() && !node.path().isEmpty()) {
                line(key + "$null", "");
            }
        } else if (content.printable().isPresent()) {
            line(key, Export.escapeVariables(content.printable().get()));
        } else {
            line(key + "$base64", content.base64());
        }
        node.children().forEach(this::add);
    }

    private void line(String key, String value) {
        out.append(escape(key, true)).append("=").append(escape(value, false)).append("\n");
    }

    private static String escape(String text, boolean isKey) {
        StringBuilder escaped = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\t' -> escaped.append("\\t");
                case '\r' -> escaped.append("\\r");
                case '\f' -> escaped.append("\\f");
                case '=', ':', '#', '!' -> escaped.append(isKey ? "\\" : "").append(c);
                case ' ' -> escaped.append(isKey || at == 0 ? "\\ " : " ");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
