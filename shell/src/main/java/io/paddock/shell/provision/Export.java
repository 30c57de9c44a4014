package io.paddock.shell.provision;

import io.paddock.shell.tree.AclText;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A subtree as a source, in an order that stays the same: what is read back from it is the subtree to the byte, with null,
 * empty and binary data and with ACLs. Ephemeral znodes and the owner's marker are left out.
 */
public final class Export {
    /** The ACL that needs no word. */
    static final String OPEN = "world:anyone:cdrwa";

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private Export() {}

    /** The file formats. */
    public enum Format {
        /** YAML. */
        YAML,
        /** JSON. */
        JSON,
        /** Java properties. */
        PROPERTIES;

        /** The format of a name such as {@code yaml}. */
        public static Optional<Format> named(String name) {
            for (Format format : values()) {
                if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return Optional.of(format);
                }
            }
            return name.equals("yml") ? Optional.of(YAML) : Optional.empty();
        }
    }

    /** The znodes under a root as text. */
    public static String text(Format format, String root, Collection<Znode> znodes) {
        Node tree = tree(root, znodes);
        return switch (format) {
            case YAML -> YamlText.of(tree);
            case JSON -> JsonText.of(tree);
            case PROPERTIES -> PropertiesText.of(tree);
        };
    }

    /** A znode with its children, for the writers. */
    record Node(String path, Znode znode, List<Node> children) {
        String name() {
            return ZnodePaths.name(path);
        }

        boolean isOpen() {
            return AclText.text(znode.acl()).equals(OPEN);
        }

        String acl() {
            return AclText.text(znode.acl());
        }
    }

    static Node tree(String root, Collection<Znode> znodes) {
        Map<String, Node> nodes = new HashMap<>();
        for (Znode znode : znodes) {
            boolean isRoot = znode.path().equals(root);
            boolean isLeftOut = znode.isEphemeral() || (!isRoot && Marker.isWithinOne(znode.path()));
            if (!isLeftOut) {
                Node node = new Node(ZnodePaths.relative(root, znode.path()), znode, new ArrayList<>());
                nodes.put(znode.path(), node);
                if (!isRoot) {
                    nodes.get(ZnodePaths.parent(znode.path())).children().add(node);
                }
            }
        }
        return nodes.get(root);
    }

    /** A name as a key, which a directive's must not equal. */
    static String key(String name) {
        return name.startsWith("$") ? "$" + name : name;
    }

    static boolean isPlain(String name) {
        return PLAIN_NAME.matcher(name).matches();
    }

    /** A text so that no part of it is taken for a variable. */
    static String escapeVariables(String text) {
        return text.replace("${", "$${");
    }
}
