package io.paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.shell.outcome.ExitStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same lines typed into zkCli of ZooKeeper 3.9.5 and into the shell print the same. */
@OnAServer
class ZkCliComparisonTest {
    private static final Path LINES = Path.of("src/test/resources/zkcli/lines");
    private static final String BETWEEN = "printwatches is on";
    private static final long TIMEOUT_S = 60;

    private static final Pattern EVENT = Pattern.compile("\\n?WATCHER::\\n\\n?WatchedEvent [^\\n]*\\n");

    @TempDir
    private Path folder;

    @Test
    void zkCliAndTheShellPrintTheSame(ServerUnderTest.Server server) throws Exception {
        List<String> lines = Files.readAllLines(LINES);
        String input = lines.stream().map(line -> line + "\nprintwatches\n").collect(Collectors.joining());

        String byZkCli = zkCli(server.address(), "printwatches\n" + input);
        ShellUnderTest shell = new ShellUnderTest(Map.of("PADDOCK_SERVERS", server.address()));
        ExitStatus first = shell.runWithInput("printwatches\n" + input, "--keep-going", "-f", "-");

        assertThat(first).isEqualTo(ExitStatus.REFUSED);
        String printed = shell.transcript()
                .text()
                .lines()
                .map(ZkCliComparisonTest::unmarked)
                .collect(Collectors.joining("\n"));
        assertThat(together(lines, answers(printed))).isEqualTo(together(lines, answers(byZkCli)));
        assertThat(events(printed)).isEqualTo(events(byZkCli));
    }

    /**
     * The events of watches. They come in a thread of their own, so between which lines they are printed differs from run to run; the last line,
     * a sync, is answered in that thread, after all of them. Of the connection the shell tells in its own words.
     */
    private static List<String> events(String printed) {
        return EVENT.matcher(printed)
                .results()
                .map(MatchResult::group)
                .filter(event -> !event.contains(" type:None "))
                .map(ZkCliComparisonTest::masked)
                .toList();
    }

    private String zkCli(String servers, String input) throws Exception {
        Path log = folder.resolve("log");
        Path typed = Files.writeString(folder.resolve("typed"), input + "quit\n");
        Process process = new ProcessBuilder(
                        JavaCommand.of(List.of(), "org.apache.zookeeper.ZooKeeperMain", "-server", servers))
                .redirectInput(typed.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean isEnded = process.waitFor(TIMEOUT_S, TimeUnit.SECONDS);
        process.destroyForcibly();
        String printed = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(isEnded).as(printed).isTrue();
        return printed;
    }

    /** Data and remarks alike: zkCli prints some of what is data here on its standard error. */
    private static String unmarked(String line) {
        return line.startsWith("! ") ? line.substring(2) : line;
    }

    /** What stands between two of the words that each line is followed by, without what changes from run to run. */
    private static List<String> answers(String printed) {
        List<String> answers = new ArrayList<>(Arrays.asList((printed + "\n").split(BETWEEN + "\n", -1)));
        return answers.subList(1, answers.size() - 1).stream()
                .map(answer -> masked(EVENT.matcher(answer).replaceAll("")))
                .toList();
    }

    private static String masked(String text) {
        return text.replaceAll("\\[zk: [^]]*] ", "")
                .replaceAll("0x[1-9a-f][0-9a-f]*", "0x#")
                .replaceAll("[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d \\S+ \\d{4}", "DATE");
    }

    private static String together(List<String> lines, List<String> answers) {
        StringBuilder all = new StringBuilder();
        for (int at = 0; at < Math.max(lines.size(), answers.size()); at++) {
            all.append("$ ").append(at < lines.size() ? lines.get(at) : "?").append('\n');
            all.append(at < answers.size() ? answers.get(at) : "(no answer)\n");
        }
        return all.toString();
    }
}
