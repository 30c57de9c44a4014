package io.paddock.shell.provision;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.session.SecretSource;
import io.paddock.shell.tree.AclText;
import io.paddock.shell.tree.Content;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.common.PathUtils;
import org.apache.zookeeper.data.ACL;

/**
 * What a source says, by path below the root of the source: {@code ""} is the root, {@code "db/host"} a znode under it.
 *
 * <p>Names that start with a dollar sign are directives: {@code $data} (the data of a znode with children; null is no
 * data), {@code $base64}, {@code $secret} ({@code @FILE} or {@code env:NAME}), {@code $acl}, {@code $delete} (an overlay
 * takes the znode out), and at the top {@code $exact} (what is left open is null data and an open ACL) and {@code $base}
 * (the source this one is laid over). A name with a dollar sign of its own has two.
 */
public final class DesiredTree {
    /** A variable, with a default after a colon and a dash; and the doubled dollar sign that makes a brace a mere brace. */
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}|\\$\\{");

    private final NavigableMap<String, Desired> znodes;

    private DesiredTree(NavigableMap<String, Desired> znodes) {
        this.znodes = Collections.unmodifiableNavigableMap(znodes);
    }

    NavigableMap<String, Desired> znodes() {
        return znodes;
    }

    /** The tree that equals what was read from an ensemble under this root, which has the same secrets. */
    public static DesiredTree of(ZooKeeper zooKeeper, String root, Collection<Znode> read)
            throws KeeperException, InterruptedException {
        NavigableMap<String, Desired> znodes = emptyMap();
        KnownSecrets secrets = KnownSecrets.of(read).andAbove(zooKeeper, root);
        for (Znode znode : read) {
            String path = znode.path();
            if (!znode.isEphemeral() && !Marker.isWithinOne(path)) {
                znodes.put(
                        ZnodePaths.relative(root, path),
                        new Desired(true, znode.content(), secrets.contains(path), true, znode.acl(), path));
            }
        }
        return new DesiredTree(znodes);
    }

    /** Whether it says anything of the data of a znode. */
    boolean saysDataOf(String path) {
        Desired desired = znodes.get(path);
        return desired != null && desired.isContentGiven();
    }

    /** A digest of all it says: its revision where nobody names one. */
    public String revision() {
        return Digest.of(this);
    }

    static NavigableMap<String, Desired> emptyMap() {
        return new TreeMap<>((left, right) -> ZnodePaths.ORDER.compare("/" + left, "/" + right));
    }

    /**
     * Turns a parsed source into a tree, laid over another.
     *
     * @param base the tree below
     * @param root the parsed source
     * @param reading how texts are read
     */
    static DesiredTree over(DesiredTree base, SourceNode root, Reading reading) {
        NavigableMap<String, Desired> znodes = emptyMap();
        znodes.putAll(base.znodes);
        if (root.kind() != SourceNode.Kind.CHILDREN && root.kind() != SourceNode.Kind.NOTHING) {
            throw SourceNode.failure(root.where(), "the source must be names with what they stand for");
        }
        new Builder(znodes, reading).add("", root);
        if (root.children().containsKey("$exact")) {
            znodes.replaceAll((path, desired) -> desired.exact(ZooDefs.Ids.OPEN_ACL_UNSAFE));
        }
        return new DesiredTree(znodes);
    }

    /** A tree of nothing. */
    static DesiredTree empty() {
        return new DesiredTree(emptyMap());
    }

    /**
     * How texts in a source are read.
     *
     * @param environment the variables
     * @param isSubstituting whether {@code ${NAME}} is replaced
     * @param folder where the file of a secret is looked for
     */
    record Reading(Map<String, String> environment, boolean isSubstituting, Path folder) {
        Content content(String text, String where) {
            return Content.of(substitute(text, where));
        }

        String substitute(String text, String where) {
            if (!isSubstituting) {
                return text;
            }
            return VARIABLE.matcher(text).replaceAll(found -> {
                if (found.group().equals("$${")) {
                    return Matcher.quoteReplacement("${");
                }
                if (found.group(1) == null) {
                    throw SourceNode.failure(where, "a variable is written ${NAME}; $${ stands for ${ itself");
                }
                String value = environment.getOrDefault(found.group(1), found.group(2));
                if (value == null) {
                    throw SourceNode.failure(where, "the environment variable " + found.group(1) + " is not set");
                }
                return Matcher.quoteReplacement(value);
            });
        }

        Content secret(String source, String where) {
            if (!SecretSource.isSource(source)) {
                throw SourceNode.failure(where, "a secret comes from @FILE or env:NAME");
            }
            String resolved = source.startsWith("@") ? "@" + folder.resolve(source.substring(1)) : source;
            try {
                return Content.of(new SecretSource(environment).read(resolved));
            } catch (ShellFailure e) {
                throw SourceNode.failure(where, e.getMessage());
            }
        }
    }

    /** Walks a parsed source. */
    private static final class Builder {
        private final NavigableMap<String, Desired> znodes;
        private final Reading reading;

        Builder(NavigableMap<String, Desired> znodes, Reading reading) {
            this.znodes = znodes;
            this.reading = reading;
        }

        void add(String path, SourceNode node) {
            checkPath(path, node.where());
            if (node.children().containsKey("$delete")) {
                znodes.keySet().removeIf(other -> ZnodePaths.isWithin("/" + path, "/" + other));
                return;
            }
            znodes.merge(path, desired(path, node), Desired::under);
            for (Map.Entry<String, SourceNode> child : node.children().entrySet()) {
                String key = child.getKey();
                boolean isName = !key.startsWith("$") || key.startsWith("$$");
                if (isName) {
                    String name = key.startsWith("$$") ? key.substring(1) : key;
                    if (name.isEmpty() || name.indexOf('/') >= 0) {
                        throw SourceNode.failure(child.getValue().where(), "'" + name + "' is not a name for a znode");
                    }
                    add(path.isEmpty() ? name : path + "/" + name, child.getValue());
                }
            }
        }

        private Desired desired(String path, SourceNode node) {
            boolean isGiven = false;
            boolean isSecret = false;
            Content content = Content.NULL;
            List<ACL> acl = List.of();
            if (node.kind() != SourceNode.Kind.CHILDREN) {
                isGiven = !(path.isEmpty() && node.kind() == SourceNode.Kind.NOTHING);
                content = data(node);
            }
            for (Map.Entry<String, SourceNode> entry : node.children().entrySet()) {
                SourceNode value = entry.getValue();
                switch (entry.getKey()) {
                    case "$data", "$base64", "$secret" -> {
                        if (isGiven) {
                            throw SourceNode.failure(value.where(), "one of $data, $base64 and $secret is enough");
                        }
                        isGiven = true;
                        isSecret = entry.getKey().equals("$secret");
                        content = content(entry.getKey(), value);
                    }
                    case "$acl" -> acl = acl(value);
                    default -> checkDirective(path, entry.getKey(), value);
                }
            }
            return new Desired(isGiven, content, isSecret, !acl.isEmpty(), acl, node.where());
        }

        private Content content(String directive, SourceNode value) {
            if (directive.equals("$data")) {
                return data(value);
            }
            String text = text(value);
            if (directive.equals("$secret")) {
                return reading.secret(text, value.where());
            }
            try {
                return Content.ofNullable(Base64.getMimeDecoder().decode(text));
            } catch (IllegalArgumentException e) {
                throw SourceNode.failure(value.where(), "not base64: " + e.getMessage());
            }
        }

        private Content data(SourceNode value) {
            return switch (value.kind()) {
                case NOTHING -> Content.NULL;
                case TEXT -> reading.content(value.text(), value.where());
                case BYTES ->
                    value.bytes()
                            .text()
                            .map(text -> reading.content(text, value.where()))
                            .orElse(value.bytes());
                case LIST, CHILDREN ->
                    throw SourceNode.failure(value.where(), "data is a text; a list or names cannot be");
            };
        }

        private List<ACL> acl(SourceNode value) {
            String text = value.kind() == SourceNode.Kind.LIST
                    ? String.join(",", value.list().stream().map(this::text).toList())
                    : text(value);
            try {
                return AclText.parse(text.replace(" ", ""));
            } catch (ShellFailure e) {
                throw SourceNode.failure(value.where(), e.getMessage());
            }
        }

        private String text(SourceNode value) {
            if (value.kind() != SourceNode.Kind.TEXT) {
                throw SourceNode.failure(value.where(), "expected a text");
            }
            return reading.substitute(value.text(), value.where());
        }

        private static void checkDirective(String path, String key, SourceNode value) {
            boolean isDirective = key.startsWith("$") && !key.startsWith("$$");
            boolean isTop = path.isEmpty() && (key.equals("$exact") || key.equals("$base"));
            if (isDirective && !isTop) {
                throw SourceNode.failure(
                        value.where(), key + " is no directive here; a name with a dollar sign is written $" + key);
            }
        }

        private static void checkPath(String path, String where) {
            try {
                PathUtils.validatePath("/" + path);
            } catch (IllegalArgumentException e) {
                throw SourceNode.failure(where, e.getMessage());
            }
        }
    }
}
