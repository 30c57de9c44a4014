package io.paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.shell.command.CommandTable;
import io.paddock.shell.outcome.ExitStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion scripts, in the shells they are for. */
class CompletionScriptTest {
    private static final long TIMEOUT_S = 60;

    @TempDir
    private Path folder;

    @Test
    void bashCompletesTheCommands() throws Exception {
        assertThat(completedByBash("shell.sh", "wa")).containsExactlyInAnyOrder("wait-for", "watch");
        assertThat(completedByBash("bin/shell.sh", "getAl")).containsExactly("getAllChildrenNumber");
    }

    @Test
    void bashCompletesTheOptionsOfTheShellAndOfACommand() throws Exception {
        assertThat(completedByBash("shell.sh", "--wait")).contains("--wait-for-connection");
        assertThat(completedByBash("shell.sh", "create", "--te")).containsExactly("--text");
        assertThat(completedByBash("shell.sh", "apply", "--pr")).containsExactlyInAnyOrder("--prune", "--protect");
    }

    @Test
    void bashCompletesWhatIsTypedAtATerminal() throws Exception {
        List<String> bash = List.of("bash", "--norc", "--noprofile", "-i");
        try (TerminalSession session = TerminalSession.run(Map.of(), bash)) {
            session.type("PS1='rea''dy> '\r");
            session.awaitOutput("ready> ");
            session.type("source " + script("bash") + "; echo sour''ced\r");
            session.awaitOutput("sourced");
            session.type("bin/shell.sh getAl\t");
            session.awaitOutput("bin/shell.sh getAllChildrenNumber ");
        }
    }

    @Test
    void bashKnowsEveryCommand() throws Exception {
        assertThat(completedByBash("shell.sh", "")).containsAll(CommandTable.names());
    }

    @Test
    void theScriptForZshIsOneForItsCompletionSystem() throws Exception {
        Path script = script("zsh");

        assertThat(script)
                .content(StandardCharsets.UTF_8)
                .startsWith("#compdef shell.sh\n")
                .contains("bashcompinit");
        if (isThere("zsh")) {
            assertThat(run("zsh", "-n", script.toString())).isEmpty();
            String ask =
                    "autoload -U +X compinit && compinit -u -D; source " + script + "; print -r -- ${_comps[shell.sh]}";
            assertThat(run("zsh", "-f", "-c", ask)).anyMatch(line -> line.contains("_complete_shell"));
        }
    }

    /** What bash offers after these words: its own function for the program is called as bash calls it. */
    private List<String> completedByBash(String... words) throws Exception {
        String asked = String.join(
                "\n",
                "source " + script("bash"),
                // Only while bash itself completes is there anything for it to set.
                "compopt() { :; }",
                "set -- $(complete -p shell.sh)",
                "while [ \"$1\" != -F ]; do shift; done",
                "COMP_WORDS=(" + quoted(words) + ")",
                "COMP_CWORD=" + (words.length - 1),
                "COMP_LINE=\"${COMP_WORDS[*]}\"; COMP_POINT=${#COMP_LINE}",
                "\"$2\" shell.sh \"${COMP_WORDS[COMP_CWORD]}\"",
                "printf '%s\\n' \"${COMPREPLY[@]}\"");
        return run("bash", "-c", asked).stream().map(String::strip).toList();
    }

    private static String quoted(String... words) {
        List<String> quoted = new ArrayList<>();
        Arrays.stream(words).forEach(word -> quoted.add("'" + word + "'"));
        return String.join(" ", quoted);
    }

    private Path script(String name) throws IOException {
        ShellUnderTest shell = new ShellUnderTest(Map.of());
        assertThat(shell.run("completion", name)).isEqualTo(ExitStatus.DONE);
        return Files.writeString(folder.resolve(name), shell.transcript().text());
    }

    private static boolean isThere(String program) throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v " + program)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private List<String> run(String... command) throws Exception {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)).isTrue();
        List<String> lines = Files.readAllLines(log);
        assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
        return lines;
    }
}
