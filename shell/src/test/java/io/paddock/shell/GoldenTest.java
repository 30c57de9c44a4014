package io.paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.shell.command.CommandTable;
import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.output.Output;
import io.paddock.shell.output.OutputFormat;
import io.paddock.shell.session.SessionSettings;
import io.paddock.shell.session.ShellSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.zookeeper.client.ZKClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command against a real server, in both forms: each {@code golden/NAME.commands} is typed line by line and what is
 * printed must be {@code NAME.text} and {@code NAME.json}. What changes from run to run is masked.
 */
@OnAServer
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    static Stream<Arguments> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".commands"))
                    .map(name -> name.replace(".commands", ""))
                    .sorted()
                    .flatMap(name -> Stream.of(OutputFormat.values()).map(format -> Arguments.of(name, format)))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("scenarios")
    void aSessionPrintsWhatTheGoldenFileSays(String name, OutputFormat format, ServerUnderTest.Server server)
            throws Exception {
        List<String> commands = Files.readAllLines(FOLDER.resolve(name + ".commands"));
        boolean isAtRoot = commands.get(0).equals("# at the root");
        String address = isAtRoot ? server.address() : server.addressOfEmptyTree();

        String printed = mask(run(commands, address, format), address);

        Path golden = FOLDER.resolve(name + "." + format.name().toLowerCase(Locale.ROOT));
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(golden, printed);
        }
        assertThat(printed).isEqualTo(Files.readString(golden));
    }

    @Test
    void everyCommandIsTypedInSomeGoldenFile() throws IOException {
        Set<String> typed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".commands")).toList()) {
                Files.readAllLines(file).forEach(line -> typed.add(line.strip().split("\\s", 2)[0]));
            }
        }

        assertThat(typed).containsAll(CommandTable.names());
    }

    private static String run(List<String> commands, String address, OutputFormat format) throws InterruptedException {
        Transcript transcript = new Transcript();
        Output output = new Output(transcript.data(), transcript.remarks(), format);
        // Events may overtake the answer on their way to the screen: here they follow it.
        Queue<String> events = new ConcurrentLinkedQueue<>();
        output.asideTo(events::add);
        ShellSession session = new ShellSession(
                new SessionSettings(address, 30_000, 30_000, false, new ZKClientConfig(), List.of()), output);
        Surroundings surroundings = new Surroundings(
                Map.of("SECRET", "ann:pw", "EDITOR", "sed -i s/one/two/"),
                () -> "from standard input".getBytes(StandardCharsets.UTF_8),
                Surroundings.Person.NOBODY);
        RunningShell shell = new RunningShell(session, output, surroundings);
        for (String command : commands) {
            transcript.add("$ " + command);
            ExitStatus status = shell.runNumbered(command);
            awaitEvents(session);
            events.forEach(transcript.data()::println);
            events.clear();
            if (!status.equals(ExitStatus.DONE)) {
                transcript.add("[" + status + "]");
            }
        }
        session.close();
        return transcript.text();
    }

    /** Events and answers come in order on one thread: when this answer is here, all events before it are printed. */
    private static void awaitEvents(ShellSession session) throws InterruptedException {
        if (!session.state().equals("CONNECTED")) {
            return;
        }
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        session.zooKeeper().exists("/", false, (rc, path, ctx, stat) -> answer.complete(rc), null);
        answer.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static String mask(String text, String address) {
        return text.replace(address, "SERVER")
                .replace(address.substring(0, (address + "/").indexOf('/')), "SERVER")
                .replaceAll("(?m)^(SERVER +\\w+) .*$", "$1 #")
                .replaceAll("\"(term|latencyMs|sessions|znodes)\":\"[^\"]*\"", "\"$1\":\"#\"")
                .replaceAll("0x[1-9a-f][0-9a-f]*", "0x#")
                .replaceAll("[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d \\S+ \\d{4}", "DATE")
                .replaceAll("timeMs\":\\d+", "timeMs\":#")
                .replaceAll("zxid: \\d+", "zxid: #")
                .replaceAll("(Paddock shell version: |\"shell\":\")[^\"\\n]*", "$1OWN")
                .replaceAll("\\d+\\.\\d+\\.\\d+-[0-9a-f]{40}[^\"\\n]*", "VERSION");
    }
}
