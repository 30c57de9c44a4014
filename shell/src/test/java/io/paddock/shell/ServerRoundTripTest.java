package io.paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.provision.Export;
import io.paddock.shell.provision.RoundTripTest;
import io.paddock.shell.tree.AclText;
import io.paddock.shell.tree.Znode;
import io.paddock.shell.tree.ZnodePaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What is applied to a server is exported from it to the byte, whatever the tree. */
@Tag("server")
class ServerRoundTripTest {
    private static final String ANN = "ann:RYbu6l5aZwqon8VWmkcGvezdzfc=";
    private static final List<ServerUnderTest.Server> RUNNING = new ArrayList<>();

    @BeforeContainer
    static void startServer() {
        RUNNING.add(ServerUnderTest.Server.start());
    }

    @AfterContainer
    static void stopServer() {
        RUNNING.remove(0).close();
    }

    @Property(tries = 30)
    void anAppliedTreeIsExportedToTheByte(
            @ForAll("trees") NavigableMap<String, Znode> tree, @ForAll Export.Format format) throws Exception {
        String text = Export.text(format, "/r", tree.values());
        Path file = Files.createTempFile("tree", "." + format.name().toLowerCase(Locale.ROOT));
        Files.writeString(file, text);
        ShellUnderTest shell = new ShellUnderTest(
                Map.of("PADDOCK_SERVERS", RUNNING.get(0).addressOfEmptyTree(), "PADDOCK_AUTH", "digest:ann:pw"));

        ExitStatus applied = shell.run("apply", file.toString(), "--root", "/r", "--yes", "--no-backup");
        ExitStatus plannedAgain = shell.run("plan", file.toString(), "--root", "/r");
        ExitStatus exported = shell.run("export", "/r", file.toString());

        assertThat(List.of(applied, plannedAgain, exported))
                .as(shell.transcript().text())
                .containsOnly(ExitStatus.DONE);
        assertThat(read(file)).isEqualTo(text);
    }

    /** With an identity that this shell has, and without ACLs that would forbid to make what lies below. */
    @Provide
    Arbitrary<NavigableMap<String, Znode>> trees() {
        return RoundTripTest.generated().map(tree -> {
            tree.replaceAll((path, znode) -> {
                String acl =
                        isLeaf(tree, path) ? AclText.text(znode.acl()).replace("ann:x=", ANN) : "world:anyone:cdrwa";
                return new Znode(path, znode.content(), AclText.parse(acl), znode.stat());
            });
            return tree;
        });
    }

    private static boolean isLeaf(NavigableMap<String, Znode> tree, String path) {
        return tree.keySet().stream()
                        .noneMatch(other -> ZnodePaths.parent(other).equals(path))
                && !path.equals("/r");
    }

    private static String read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Files.delete(file);
        return text;
    }
}
