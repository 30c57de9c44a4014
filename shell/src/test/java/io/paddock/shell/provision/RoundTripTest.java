package io.paddock.shell.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.shell.tree.AclText;
import io.paddock.shell.tree.Content;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.zookeeper.data.Stat;

/** What is exported is read back to the byte, whatever the tree. */
public class RoundTripTest {
    @Property(tries = 150)
    void aFileOfAnyFormatIsReadBackAsTheTreeItWasWrittenFrom(
            @ForAll("trees") NavigableMap<String, Znode> tree, @ForAll Export.Format format) {
        String text = Export.text(format, "/r", tree.values());

        SourceNode parsed = switch (format) {
            case YAML -> YamlSource.parse("t.yaml", text);
            case JSON -> JsonSource.parse("t.json", text);
            case PROPERTIES -> PropertiesSource.parse("t.properties", text);
        };

        assertSame(tree, DesiredTree.over(DesiredTree.empty(), parsed, reading(true)), text);
    }

    @Property(tries = 40)
    void aDirectoryIsReadBackAsTheTreeItWasWrittenFrom(@ForAll("trees") NavigableMap<String, Znode> tree)
            throws IOException {
        Path directory = Files.createTempDirectory("round-trip");
        try {
            DirectoryExport.write(directory, "/r", tree.values());

            SourceNode parsed = DirectorySource.read(directory);

            assertSame(tree, DesiredTree.over(DesiredTree.empty(), parsed, reading(false)), "");
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Provide
    Arbitrary<NavigableMap<String, Znode>> trees() {
        return generated();
    }

    /** Trees with every kind of name, data and ACL under a root {@code /r}. */
    public static Arbitrary<NavigableMap<String, Znode>> generated() {
        Arbitrary<String> simple = Arbitraries.of("a", "b", "null", "yes", "1.0", "<<", "$data", "$", "_data", ".hid");
        Arbitrary<String> wild = Arbitraries.strings()
                .withChars("aZ09 .:=#!%$-_'\"\\{}[],&*?|>@`~+äß漢")
                .ofMinLength(1)
                .ofMaxLength(8)
                .filter(name -> !name.equals(".") && !name.equals(".."));
        Arbitrary<String> relative = Arbitraries.oneOf(simple, wild)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(names -> "/r/" + String.join("/", names));
        Arbitrary<Content> texts = Arbitraries.strings()
                .withChars("ab \t\n\r:#-'\"\\${}|>%äß漢\u0000\u0085\u2028")
                .ofMaxLength(24)
                .map(Content::of);
        Arbitrary<Content> bytes =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(16).map(Content::ofNullable);
        Arbitrary<Content> contents = Arbitraries.oneOf(
                texts,
                bytes,
                Arbitraries.of(Content.NULL, Content.of(""), Content.of("${HOME}"), Content.of("𝄞\n\n")));
        Arbitrary<String> acls =
                Arbitraries.of("world:anyone:cdrwa", "world:anyone:r", "digest:ann:x=:cdrwa,world:anyone:r");
        Arbitrary<Znode> znodes = Combinators.combine(relative, contents, acls)
                .as((path, content, acl) -> new Znode(path, content, AclText.parse(acl), new Stat()));
        return Combinators.combine(znodes.list().ofMaxSize(8), contents).as(RoundTripTest::tree);
    }

    /** With the znodes above, which a tree has. */
    private static NavigableMap<String, Znode> tree(List<Znode> znodes, Content rootContent) {
        NavigableMap<String, Znode> tree = new TreeMap<>(ZnodePaths.ORDER);
        tree.put("/r", new Znode("/r", rootContent, AclText.parse("world:anyone:cdrwa"), new Stat()));
        for (Znode znode : znodes) {
            for (String path = ZnodePaths.parent(znode.path()); !path.equals("/r"); path = ZnodePaths.parent(path)) {
                tree.putIfAbsent(path, new Znode(path, Content.NULL, AclText.parse("world:anyone:cdrwa"), new Stat()));
            }
            tree.put(znode.path(), znode);
        }
        return tree;
    }

    private static DesiredTree.Reading reading(boolean isSubstituting) {
        return new DesiredTree.Reading(Map.of(), isSubstituting, Path.of("."));
    }

    private static void assertSame(NavigableMap<String, Znode> tree, DesiredTree desired, String text) {
        NavigableMap<String, String> expected = new TreeMap<>();
        tree.values()
                .forEach(znode -> expected.put(
                        ZnodePaths.relative("/r", znode.path()),
                        describe(znode.content()) + AclText.text(znode.acl())));
        NavigableMap<String, String> found = new TreeMap<>();
        desired.znodes().forEach((path, one) -> {
            assertThat(one.isContentGiven() && one.isAclGiven()).isTrue();
            found.put(path, describe(one.content()) + AclText.text(one.acl()));
        });
        assertThat(found).as(text).isEqualTo(expected);
    }

    private static String describe(Content content) {
        return content.isNull() ? "null " : "[" + content.base64() + "] ";
    }
}
