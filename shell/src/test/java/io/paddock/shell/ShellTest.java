package io.paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.shell.outcome.ExitStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell as a program: its options, its forms, and the status it ends with. */
@OnAServer
class ShellTest {
    private final Transcript transcript = new Transcript();
    private String servers = "";
    private String input = "";

    @TempDir
    private Path folder;

    @BeforeEach
    void takeAnEmptyTree(ServerUnderTest.Server server) throws Exception {
        servers = server.addressOfEmptyTree();
    }

    @Test
    void aCommandOnTheLineIsRunAndPrintsItsDataAlone() {
        assertThat(run("-s", servers, "create", "/a", "b")).isEqualTo(ExitStatus.DONE);
        assertThat(run("-s", servers, "get", "/a")).isEqualTo(ExitStatus.DONE);

        assertThat(transcript.text()).isEqualTo("Created /a\nb\n");
    }

    @Test
    void zkClisSpellingOfTheOptionsIsUnderstood() {
        assertThat(run("-server", servers, "-timeout", "20000", "-waitforconnection", "ls", "/"))
                .isEqualTo(ExitStatus.DONE);
        assertThat(transcript.text()).isEqualTo("[]\n");
    }

    @Test
    void theServersComeFromTheEnvironmentWhereNoOptionNamesThem() {
        assertThat(run("ls", "/")).isEqualTo(ExitStatus.DONE);
    }

    @Test
    void whatIsMissingOrRefusedEndsWithOne() {
        assertThat(run("get", "/missing").code()).isEqualTo(1);
        assertThat(transcript.text()).isEqualTo("! Node does not exist: /missing\n");
    }

    @Test
    void aWrongCommandLineEndsWithTwo() {
        assertThat(run("get").code()).isEqualTo(2);
        assertThat(run("nonsense").code()).isEqualTo(2);
        assertThat(run("--nonsense").code()).isEqualTo(2);
        assertThat(run("--timeout", "0", "ls", "/").code()).isEqualTo(2);
        assertThat(run("--timeout", "soon", "ls", "/").code()).isEqualTo(2);
        assertThat(run("--output", "xml", "ls", "/").code()).isEqualTo(2);
        assertThat(run("-s", "host:port", "ls", "/").code()).isEqualTo(2);
        assertThat(run("-f", "/missing/file").code()).isEqualTo(2);
        assertThat(run("--client-configuration", "/missing/file", "ls", "/").code())
                .isEqualTo(2);
        assertThat(transcript.dataLines()).isEmpty();
    }

    @Test
    void noConnectionEndsWithThreeAndSaysWhy() throws IOException {
        int deadPort = FreePort.next();

        assertThat(run("-s", "127.0.0.1:" + deadPort, "--connect-timeout", "200", "ls", "/")
                        .code())
                .isEqualTo(3);
        assertThat(transcript.text()).contains("127.0.0.1:" + deadPort + " cannot be reached (Connection refused)");
    }

    @Test
    void whatIsNotAuthorisedEndsWithFour() {
        run("create", "/mine", "x", "digest:ann:nobodyknows:cdrwa");

        assertThat(run("get", "/mine").code()).isEqualTo(4);
    }

    @Test
    void aFailureIsAJsonObjectWhereJsonIsAskedFor() {
        run("--output", "json", "get", "/missing");

        assertThat(transcript.text())
                .isEqualTo("! {\"error\":\"NONODE\",\"message\":\"Node does not exist: /missing\",\"status\":1}\n");
    }

    @Test
    void severalCommandsRunUntilOneFails() {
        ExitStatus status = run("-c", "create /a x; create /a x; create /b x");

        assertThat(status).isEqualTo(ExitStatus.REFUSED);
        assertThat(transcript.text()).isEqualTo("Created /a\n! Node already exists: /a\n");
    }

    @Test
    void severalCommandsGoOnWhenToldToAndEndAsTheFirstFailureDid() {
        ExitStatus status = run("--keep-going", "-c", "nonsense; create /a x; create /a x");

        assertThat(status).isEqualTo(ExitStatus.USAGE);
        assertThat(transcript.dataLines()).containsExactly("Created /a");
    }

    @Test
    void quitEndsAScript() {
        assertThat(run("-c", "ls /; quit; nonsense")).isEqualTo(ExitStatus.DONE);
        assertThat(transcript.text()).isEqualTo("[]\n");
    }

    @Test
    void aScriptComesFromAFile() throws IOException {
        Path script =
                Files.writeString(folder.resolve("script"), "# makes two\ncreate /a x\n\ncreate /b \"y z\"\nls /\n");

        assertThat(run("-f", script.toString())).isEqualTo(ExitStatus.DONE);
        assertThat(transcript.text()).isEqualTo("Created /a\nCreated /b\n[a, b]\n");
    }

    @Test
    void aScriptComesFromStandardInputAndDataThenCannot() {
        input = "create /a x\ncreate /b -\n";

        assertThat(run("-f", "-")).isEqualTo(ExitStatus.USAGE);
        assertThat(transcript.dataLines()).containsExactly("Created /a");
    }

    @Test
    void dataComesFromStandardInputOrAFile() throws IOException {
        input = "from input";
        Path file = Files.writeString(folder.resolve("data"), "from file");

        run("create", "/a", "-");
        run("create", "/b", "@" + file);

        run("-c", "get /a; get /b");
        assertThat(transcript.text()).isEqualTo("Created /a\nCreated /b\nfrom input\nfrom file\n");
    }

    @Test
    void anUnreadableDataFileIsNamedAndNothingIsMade() {
        assertThat(run("create", "/a", "@/missing/file")).isEqualTo(ExitStatus.USAGE);
        assertThat(transcript.text()).contains("/missing/file");
        assertThat(run("stat", "/a")).isEqualTo(ExitStatus.REFUSED);
    }

    @Test
    void credentialsComeFromAFileOrTheEnvironmentAndNeverFromTheLine() throws IOException {
        Path file = Files.writeString(folder.resolve("auth"), "digest:ann:secret\n");

        run("--auth", "@" + file, "create", "/mine", "x", "auth::cdrwa");
        ExitStatus fromFile = run("--auth", "@" + file, "get", "/mine");
        ExitStatus fromEnvironment = run("--auth", "env:ANN", "get", "/mine");
        ExitStatus without = run("get", "/mine");
        ExitStatus fromLine = run("--auth", "digest:ann:secret", "get", "/mine");

        assertThat(fromFile).isEqualTo(ExitStatus.DONE);
        assertThat(fromEnvironment).isEqualTo(ExitStatus.DONE);
        assertThat(without).isEqualTo(ExitStatus.NOT_AUTHORISED);
        assertThat(fromLine).isEqualTo(ExitStatus.USAGE);
        assertThat(transcript.text()).doesNotContain("secret\n").doesNotContain("ann:secret");
    }

    @Test
    void theVersionIsPrintedWithoutAServer() {
        assertThat(run("-s", "127.0.0.1:1", "--version")).isEqualTo(ExitStatus.DONE);
        assertThat(transcript.text()).startsWith("ZooKeeper CLI version: ");
    }

    @Test
    void theHelpTellsTheExitStatuses() {
        assertThat(run("--help")).isEqualTo(ExitStatus.DONE);
        assertThat(transcript.text()).contains("0 done", "4 not");
    }

    private ExitStatus run(String... words) {
        Shell shell = new Shell(
                Map.of("PADDOCK_SERVERS", servers, "ANN", "digest:ann:secret"),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                transcript.data(),
                transcript.remarks());
        return shell.run(words);
    }
}
