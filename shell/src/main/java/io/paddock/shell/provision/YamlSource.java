package io.paddock.shell.provision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML. Scalars are taken as they are written: {@code 1.10} stays 1.10 and {@code no} stays no; only a null is
 * special. Anchors, aliases and merge keys work.
 */
final class YamlSource {
    private static final int CODE_POINTS_MAX = 200_000_000;
    private static final int NODES_MAX = 1_000_000;

    private final String file;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int count;

    private YamlSource(String file) {
        this.file = file;
    }

    /** Parses a text; the file's name is for messages. */
    static SourceNode parse(String file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(CODE_POINTS_MAX);
        options.setMaxAliasesForCollections(NODES_MAX);
        try {
            Composer composer = new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options);
            Node root = composer.getSingleNode();
            return root == null ? SourceNode.parent(file) : new YamlSource(file).convert(root);
        } catch (MarkedYAMLException e) {
            throw SourceNode.failure(where(file, e.getProblemMark()), "not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw SourceNode.failure(file, "not YAML: " + e.getMessage());
        }
    }

    private SourceNode convert(Node node) {
        String where = where(file, node.getStartMark());
        if (++count > NODES_MAX) {
            throw SourceNode.failure(where, "more than " + NODES_MAX + " nodes, aliases counted each time");
        }
        if (!open.add(node)) {
            throw SourceNode.failure(where, "an alias inside of what it stands for");
        }
        try {
            if (node instanceof ScalarNode scalar) {
                return scalar(scalar, where);
            }
            if (node instanceof SequenceNode sequence) {
                List<SourceNode> members = new ArrayList<>();
                sequence.getValue().forEach(member -> members.add(convert(member)));
                return SourceNode.list(members, where);
            }
            return mapping((MappingNode) node, where);
        } finally {
            open.remove(node);
        }
    }

    private static SourceNode scalar(ScalarNode scalar, String where) {
        if (scalar.getTag().equals(Tag.NULL)) {
            return SourceNode.nothing(where);
        }
        if (scalar.getTag().equals(Tag.BINARY)) {
            SourceNode binary = SourceNode.parent(where);
            binary.add("$base64", SourceNode.text(scalar.getValue(), where));
            return binary;
        }
        return SourceNode.text(scalar.getValue(), where);
    }

    private SourceNode mapping(MappingNode mapping, String where) {
        SourceNode parent = SourceNode.parent(where);
        List<SourceNode> merged = new ArrayList<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw SourceNode.failure(where(file, entry.getKeyNode().getStartMark()), "a name must be a text");
            }
            SourceNode value = convert(entry.getValueNode());
            if (key.getTag().equals(Tag.MERGE)) {
                merged.addAll(value.kind() == SourceNode.Kind.LIST ? value.list() : List.of(value));
            } else {
                parent.add(key.getValue(), value);
            }
        }
        for (SourceNode one : merged) {
            one.children().forEach((name, child) -> parent.children().putIfAbsent(name, child));
        }
        return parent;
    }

    private static String where(String file, Mark mark) {
        return mark == null ? file : file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }
}
