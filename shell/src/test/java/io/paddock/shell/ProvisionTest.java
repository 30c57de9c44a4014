package io.paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.shell.outcome.ExitStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration from files: plan, apply, export, rollback, mirror, against a real server. */
@OnAServer
class ProvisionTest {
    private Transcript transcript = new Transcript();
    private String servers = "";
    private Surroundings.Person person = Surroundings.Person.NOBODY;

    @TempDir
    private Path folder;

    @BeforeEach
    void takeAnEmptyTree(ServerUnderTest.Server server) throws Exception {
        servers = server.addressOfEmptyTree();
    }

    @Test
    void aPlanTellsTheChangesAndEndsWithTwoThenZeroOnceApplied() throws IOException {
        Path source = file("c.yaml", "db:\n  host: h1\n  port: 5432\nnone: null\nempty: \"\"\n");

        assertThat(run("plan", source.toString(), "--root", "/app").code()).isEqualTo(2);
        assertThat(data())
                .containsExactly(
                        "+ /app null",
                        "+ /app/db null",
                        "+ /app/db/host \"h1\"",
                        "+ /app/db/port \"5432\"",
                        "+ /app/empty \"\"",
                        "+ /app/none null",
                        "6 to create, 0 to change, 0 to delete");
        assertThat(apply(source, "--root", "/app")).isEqualTo(ExitStatus.DONE);
        assertThat(run("plan", source.toString(), "--root", "/app").code()).isZero();
    }

    @Test
    void anApplyTouchesOnlyWhatDiffers() throws IOException {
        apply(file("c.yaml", "a: 1\nb: 1\n"), "--root", "/app");
        apply(file("c.yaml", "a: 1\nb: 2\n"), "--root", "/app");

        transcript = new Transcript();
        run("-c", "stat /app/a; stat /app/b; get /app/b");
        assertThat(data()).contains("dataVersion = 0", "dataVersion = 1", "2");
    }

    @Test
    void pruningNeedsOwnershipAndLeavesForeignEphemeralAndProtectedZnodes(ServerUnderTest.Server server)
            throws Exception {
        run("-c", "create /app; create /app/old x; create /app/kept; create /app/kept/x y; create /app/other");
        Path source = file("c.yaml", "a: 1\n");

        ExitStatus notOwned = apply(source, "--root", "/app", "--prune", "--protect", "/app/kept");
        assertThat(notOwned).isEqualTo(ExitStatus.REFUSED);
        assertThat(transcript.text()).contains("--adopt");
        apply(file("o.yaml", "b: 1\n"), "--root", "/app/other");
        ZooKeeper other = server.client();
        other.create(
                servers.substring(servers.indexOf('/')) + "/app/mine",
                null,
                ZooDefs.Ids.OPEN_ACL_UNSAFE,
                CreateMode.EPHEMERAL);
        assertThat(apply(source, "--root", "/app", "--prune", "--adopt", "--protect", "/app/kept"))
                .isEqualTo(ExitStatus.DONE);

        transcript = new Transcript();
        run("-c", "ls /app; ls /app/other; ls /app/kept");
        other.close();
        assertThat(data()).containsExactly("[.provisioned, a, kept, mine, other]", "[.provisioned, b]", "[x]");
    }

    @Test
    void aChangeBySomebodyElseBetweenPlanAndApplyAbortsItWithNothingDone() throws IOException {
        apply(file("c.yaml", "a: 1\nb: 1\n"), "--root", "/app");
        Path next = file("c.yaml", "a: 2\nb: 2\n");
        person = question -> {
            assertThat(run("set", "/app/b", "meanwhile")).isEqualTo(ExitStatus.DONE);
            return true;
        };

        ExitStatus status = run("apply", next.toString(), "--root", "/app", "--no-backup");

        assertThat(status).isEqualTo(ExitStatus.REFUSED);
        assertThat(transcript.text()).contains("/app/b was changed by somebody else", "nothing is done");
        transcript = new Transcript();
        run("-c", "get /app/a; get /app/b");
        assertThat(data()).containsExactly("1", "meanwhile");
    }

    @Test
    void whoSaysNoOrCannotBeAskedChangesNothing() throws IOException {
        Path source = file("c.yaml", "a: 1\n");
        person = question -> false;
        assertThat(run("apply", source.toString())).isEqualTo(ExitStatus.REFUSED);
        person = Surroundings.Person.NOBODY;
        assertThat(run("apply", source.toString())).isEqualTo(ExitStatus.USAGE);

        assertThat(run("stat", "/a")).isEqualTo(ExitStatus.REFUSED);
    }

    @Test
    void aRollbackRestoresWhatAnApplyReplacedUnlessSomebodyChangedItSince() throws IOException {
        apply(file("c.yaml", "a: 1\ngone:\n  deep: x\n"), "--root", "/app");
        Path backup = folder.resolve("backup.json");
        Path next = file("c.yaml", "a: 2\nnew: y\n");
        assertThat(run("apply", next.toString(), "--root", "/app", "--prune", "--yes", "--backup", backup.toString()))
                .isEqualTo(ExitStatus.DONE);

        run("set", "/app/a", "3");
        assertThat(run("rollback", backup.toString(), "--yes", "--no-backup")).isEqualTo(ExitStatus.REFUSED);
        run("set", "/app/a", "2");
        assertThat(run("rollback", backup.toString(), "--yes", "--no-backup")).isEqualTo(ExitStatus.DONE);

        transcript = new Transcript();
        run("-c", "get /app/a; get /app/gone/deep; ls /app");
        assertThat(data()).containsExactly("1", "x", "[.provisioned, a, gone]");
    }

    @Test
    void manyZnodesGoInSeveralTransactionsAndComeBackInEveryFormat() throws IOException {
        StringBuilder yaml = new StringBuilder("bin: {$base64: \"AP8Q\"}\nacl: {$data: x, $acl: \"world:anyone:r\"}\n");
        for (int number = 0; number < 700; number++) {
            yaml.append("n")
                    .append(number)
                    .append(": \"")
                    .append("v".repeat(50))
                    .append("\"\n");
        }
        apply(file("c.yaml", yaml.toString()), "--root", "/app", "--batch-bytes", "20000");

        for (String target : List.of("e.yaml", "e.json", "e.properties", "directory/")) {
            Path file = folder.resolve(target);
            assertThat(run("export", "/app", target.endsWith("/") ? file + "/" : file.toString()))
                    .isEqualTo(ExitStatus.DONE);
            assertThat(run("plan", file.toString(), "--root", "/app"))
                    .as(target)
                    .isEqualTo(ExitStatus.DONE);
            String copy = "/copy-" + target.replaceAll("[^a-z]", "");
            assertThat(apply(file, "--root", copy)).isEqualTo(ExitStatus.DONE);
            assertThat(run("diff", "/app", copy)).as(target).isEqualTo(ExitStatus.DONE);
        }
    }

    @Test
    void overlaysVariablesAndSecretsMakeOneTreeAndNoSecretIsPrinted() throws IOException {
        file("base.yaml", "db: {host: local, user: app}\nold: 1\n");
        file("password", "hunter2\n");
        Path source = file("prod.yaml", """
            $base: base.yaml
            db:
              host: ${DB_HOST}
              port: ${DB_PORT:-5432}
              literal: $${x}
              password: {$secret: "@password"}
            old: {$delete: true}
            """);

        assertThat(apply(source, "--root", "/app")).isEqualTo(ExitStatus.DONE);

        assertThat(transcript.text()).contains("+ /app/db/password (secret)").doesNotContain("hunter2");
        transcript = new Transcript();
        run("-c", "get /app/db/host; get /app/db/port; get /app/db/literal; get /app/db/password; get /app/db/user");
        assertThat(data()).containsExactly("db1", "5432", "${x}", "hunter2", "app");
        assertThat(run("stat", "/app/old")).isEqualTo(ExitStatus.REFUSED);
    }

    @Test
    void aSecretIsNotPrintedEitherWhenItIsReplacedRemovedOrMirrored() throws IOException {
        file("password", "hunter2\n");
        Path source =
                file("c.yaml", "db: {password: {$secret: '@password'}, token: {$secret: '@password'}, user: app}\n");
        assertThat(apply(source, "--root", "/app")).isEqualTo(ExitStatus.DONE);
        Path next = file("c.yaml", "db: {password: public, user: app}\n");

        run("diff", "/app/db", "/");
        run("mirror", "/app", "/copy", "--yes", "--no-backup");
        run("diff", "/", "/app/db");
        run("plan", next.toString(), "--root", "/app", "--prune");
        run("--output", "json", "plan", next.toString(), "--root", "/app", "--prune");
        assertThat(apply(next, "--root", "/app", "--prune")).isEqualTo(ExitStatus.DONE);
        run("plan", next.toString(), "--root", "/copy", "--prune", "--adopt");

        assertThat(transcript.text())
                .contains(
                        "~ /app/db/password (secret) -> (secret)",
                        "- /app/db/token (secret)",
                        "+ /copy/db/token (secret)")
                .contains("~ /copy/db/password (secret) -> (secret)", "- /copy/db/token (secret)")
                .doesNotContain("hunter2");
        run("get", "/app/.provisioned");
        assertThat(transcript.dataLines().get(transcript.dataLines().size() - 1))
                .doesNotContain("secrets");
    }

    @Test
    void whatAnotherSourceOwnsIsChangedOnlyWhenAdopted() throws IOException {
        apply(file("one.yaml", "a: 1\n"), "--root", "/app");
        apply(file("deep.yaml", "x: 1\n"), "--root", "/app/deep");

        assertThat(apply(file("two.yaml", "a: 2\n"), "--root", "/app")).isEqualTo(ExitStatus.REFUSED);
        assertThat(transcript.text()).contains("/app is owned by the source 'one.yaml', not by 'two.yaml'");
        assertThat(apply(file("one.yaml", "deep: {x: 2}\n"), "--root", "/app")).isEqualTo(ExitStatus.REFUSED);
        assertThat(transcript.text()).contains("/app/deep/x lies in /app/deep, which another source owns");
        assertThat(apply(file("two.yaml", "a: 2\n"), "--root", "/app", "--adopt"))
                .isEqualTo(ExitStatus.DONE);
        assertThat(apply(file("one.yaml", "a: 3\n"), "--root", "/app")).isEqualTo(ExitStatus.REFUSED);
    }

    @Test
    void protectedAndEphemeralZnodesAreNeverTouched(ServerUnderTest.Server server) throws Exception {
        run("-c", "create /app; create /app/kept x");
        ZooKeeper other = server.client(servers);
        other.create("/app/mine", null, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);

        assertThat(apply(file("c.yaml", "kept: y\n"), "--root", "/app", "--protect", "/app/kept"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(transcript.text()).contains("c.yaml:1:7: /app/kept is protected");
        assertThat(apply(file("c.yaml", "mine: y\n"), "--root", "/app")).isEqualTo(ExitStatus.USAGE);
        assertThat(transcript.text()).contains("c.yaml:1:7: /app/mine is ephemeral: it belongs to a session");
        assertThat(apply(file("c.yaml", "a: y\n"), "--root", "/zookeeper")).isEqualTo(ExitStatus.REFUSED);
        other.close();

        run("-c", "get /app/kept; ls /app");
        assertThat(data()).contains("x", "[kept]");
    }

    @Test
    void aChangeMeanwhileAbortsWithNothingDoneInThatTransactionAndSaysWhatWasDoneBefore() throws IOException {
        StringBuilder first = new StringBuilder();
        StringBuilder next = new StringBuilder();
        for (int number = 100; number < 140; number++) {
            first.append("n").append(number).append(": 1\n");
            next.append("n").append(number).append(": 2\n");
        }
        apply(file("c.yaml", first.toString()), "--root", "/app");
        person = question -> {
            assertThat(run("set", "/app/n135", "meanwhile")).isEqualTo(ExitStatus.DONE);
            return true;
        };

        ExitStatus status = run(
                "apply",
                file("c.yaml", next.toString()).toString(),
                "--root",
                "/app",
                "--no-backup",
                "--batch-bytes",
                "1500");

        assertThat(status).isEqualTo(ExitStatus.REFUSED);
        assertThat(transcript.text())
                .containsPattern("/app/n135 was changed by somebody else since the plan was made;"
                        + " nothing of this transaction is done, \\d+ steps were done before it. Plan again.");
        transcript = new Transcript();
        run("-c", "get /app/n100; get /app/n134; get /app/n135; get /app/n136");
        assertThat(data()).containsExactly("2", "1", "meanwhile", "1");
    }

    @Test
    void anAclThatIsNotSeenInFullIsComparedButNeverCopied() throws IOException {
        String acl = "digest:bob:nobodyknows=:cdrwa,world:anyone:r";
        run("-c", "create /app; create /app/bobs x " + acl);

        assertThat(run(
                        "plan",
                        file("c.yaml", "bobs: {$data: x, $acl: '" + acl + "'}\n")
                                .toString(),
                        "--root",
                        "/app"))
                .isEqualTo(ExitStatus.DONE);
        assertThat(run("export", "/app")).isEqualTo(ExitStatus.NOT_AUTHORISED);
        assertThat(run("cp", "-r", "/app", "/copy")).isEqualTo(ExitStatus.NOT_AUTHORISED);
        assertThat(run("mirror", "/app", "/copy", "--yes")).isEqualTo(ExitStatus.NOT_AUTHORISED);
        assertThat(apply(file("c.yaml", "a: 1\n"), "--root", "/app", "--prune", "--adopt", "--dry-run"))
                .isEqualTo(ExitStatus.DIFFERENT);
        assertThat(run("apply", folder.resolve("c.yaml").toString(), "--root", "/app", "--prune", "--adopt", "--yes"))
                .isEqualTo(ExitStatus.NOT_AUTHORISED);
        assertThat(transcript.text()).contains("The ACL of /app/bobs hides its digests from this session");
        assertThat(run("cp", "-r", "--open", "/app", "/copy")).isEqualTo(ExitStatus.DONE);
        assertThat(run("export", "--open", "/app")).isEqualTo(ExitStatus.DONE);
    }

    @Test
    void aMarkerRecordsSourceRevisionTimeAndWho() throws IOException {
        apply(file("c.yaml", "a: 1\n"), "--root", "/app", "--revision", "abc123");

        transcript = new Transcript();
        run("get", "/app/.provisioned");
        assertThat(data().get(0))
                .matches("\\{\"source\":\"c.yaml\",\"revision\":\"abc123\",\"time\":\"20[^\"]*Z\",\"by\":\"[^\"]+\"}");
    }

    @Test
    void badInputIsNamedBeforeTheFirstWrite() throws IOException {
        file("loop1.yaml", "$base: loop2.yaml\n");
        file("loop2.yaml", "$base: loop1.yaml\n");
        Map<String, String> cases = Map.of(
                "a: 1\nb: [\n",
                ":3:1: not YAML",
                "a: 1\na: 2\n",
                "bad.yaml:2:4: 'a' is there twice",
                "a: ${UNSET}\n",
                "UNSET is not set",
                "'x/y': 1\n",
                "not a name",
                "..: 1\n",
                "bad.yaml:1:5",
                "a: {$acl: nonsense}\n",
                "does not have the form",
                "a: [1]\n",
                "data is a text",
                "zookeeper: {x: 1}\n",
                "protected",
                "a: \"" + "x".repeat(2000) + "\"\n",
                "at most 1000",
                "$base: loop1.yaml\n",
                "cycle");
        cases.forEach((text, message) -> {
            transcript = new Transcript();
            Path source = file("bad.yaml", text);
            assertThat(run("plan", source.toString(), "--max-bytes", "1000").code())
                    .as(text)
                    .isEqualTo(1);
            assertThat(transcript.text()).as(text).contains(message);
        });
        assertThat(run("plan", folder.resolve("missing.yaml").toString()).code())
                .isEqualTo(1);
        assertThat(apply(file("c.yaml", "a: {b: {c: x, $acl: 'world:anyone:r'}}\n")))
                .isEqualTo(ExitStatus.NOT_AUTHORISED);
        assertThat(transcript.text()).contains("No permission to create /a/b/c: the ACL of /a/b does not allow it");
        run("create", "/mine", "x", "digest:ann:nobodyknows:cdrwa,world:anyone:r");
        assertThat(apply(file("c.yaml", "a: 1\nmine: y\n"))).isEqualTo(ExitStatus.NOT_AUTHORISED);
        assertThat(run("stat", "/a")).isEqualTo(ExitStatus.REFUSED);
    }

    @Test
    void aMirrorMakesASubtreeEqualToAnother(ServerUnderTest.Server server) throws Exception {
        run("-c", "create /from 1; create /from/a 2; create -e /from/session x; create /to; create /to/much x");
        String target = servers + "/to";

        assertThat(run("mirror", "/from", target, "--prune", "--adopt", "--yes", "--no-backup"))
                .isEqualTo(ExitStatus.DONE);

        assertThat(run("diff", "/from", "/to").code()).isEqualTo(2 - 2);
        ZooKeeper client = server.client();
        assertThat(client.getData(target.substring(target.indexOf('/')) + "/a", false, new Stat()))
                .asString()
                .isEqualTo("2");
        client.close();
    }

    private ExitStatus apply(Path source, String... more) {
        String[] words = new String[more.length + 4];
        words[0] = "apply";
        words[1] = source.toString();
        words[2] = "--yes";
        words[3] = "--no-backup";
        System.arraycopy(more, 0, words, 4, more.length);
        return run(words);
    }

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> data() {
        return transcript.dataLines();
    }

    private ExitStatus run(String... words) {
        Shell shell = new Shell(
                Map.of("PADDOCK_SERVERS", servers, "DB_HOST", "db1"),
                new ByteArrayInputStream("".getBytes(StandardCharsets.UTF_8)),
                transcript.data(),
                transcript.remarks());
        shell.asking(person);
        return shell.run(words);
    }
}
