package io.paddock.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.client.ChildCommand;
import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.KindsUnderTest;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.shell.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Members looked at and changed as a user of the shell does it: what is printed is the same on ZooKeeper and on Paddock. */
final class ShellReconfigTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int FURTHER = 4;

    /** What differs from run to run. */
    private static final Pattern CHANGING =
            Pattern.compile("(?m)(?<=^version=|^mZxid = |^mtime = |^dataLength = ).*$|^[0-9a-f]+(?= 127)");

    @TempDir
    Path folder;

    static Stream<ServerKind> kinds() {
        return KindsUnderTest.all().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyFormOfReconfigChangesTheMembersAndPrintsThem(ServerKind kind) throws Exception {
        EnsembleSettings settings =
                Administrator.admittedTo(EnsembleSettings.of(kind, 3).withTickTimeMs(1000));
        try (LocalEnsemble ensemble = LocalEnsemble.start(settings)) {
            ServerProcess leader = ensemble.awaitLeader(PATIENCE);
            int leaving = leader.id() == 3 ? 2 : 3;
            ensemble.prepareFurther(true).start();
            String three = lines(ensemble, 1, 2, 3);
            String withObserver = three + "\n" + ensemble.line(FURTHER, "observer");
            String four = lines(ensemble, 1, 2, 3, FURTHER);
            String others = lines(ensemble, others(leaving));
            tellClientAddresses(ensemble, withObserver);
            Path file = Files.writeString(folder.resolve("members.cfg"), four + "\n");

            List<Exchange> exchanges = List.of(
                    new Exchange("config", three + "\nversion="),
                    new Exchange("config -c", addresses(ensemble, 3)),
                    new Exchange("reconfig -remove " + leaving, "Insufficient permission : "),
                    new Exchange("addauth digest " + Administrator.AUTH, ""),
                    new Exchange("reconfig -v 5 -remove " + leaving, "version No is not valid : "),
                    new Exchange("reconfig -remove x", "KeeperErrorCode = MarshallingError"),
                    new Exchange("reconfig -add nonsense", "Arguments are not valid : "),
                    new Exchange(
                            "reconfig -s -add " + ensemble.line(FURTHER, "observer"),
                            committed(withObserver) + "\n" + stat()),
                    new Exchange("reconfig -add " + ensemble.line(FURTHER, "participant"), committed(four)),
                    new Exchange("config -c", addresses(ensemble, FURTHER)),
                    new Exchange(
                            "reconfig -remove " + leaving + " -add " + ensemble.line(FURTHER, "observer"),
                            committed(others.replace(
                                    ensemble.line(FURTHER, "participant"), ensemble.line(FURTHER, "observer")))),
                    new Exchange("reconfig -members " + three.replace('\n', ','), committed(three)),
                    new Exchange("reconfig -remove 9", committed(three)),
                    new Exchange("reconfig -file " + file, committed(four)),
                    new Exchange("config -s", four + "\nversion=\n" + stat()));
            String answers = shell(leader, exchanges);

            assertThat(answers)
                    .isEqualTo(exchanges.stream()
                            .map(Exchange::answer)
                            .filter(answer -> !answer.isEmpty())
                            .collect(Collectors.joining("\n")));
        }
    }

    /** Has the configuration name each server with its address for clients, and makes sure that the further one is up. */
    private static void tellClientAddresses(LocalEnsemble ensemble, String lines) throws Exception {
        try (Administrator admin = Administrator.connect(ensemble.connectString())) {
            admin.replace(lines.replace('\n', ','));
            admin.remove(FURTHER);
        }
    }

    /** A line that the user types, and what is printed then but for what differs from run to run. */
    private record Exchange(String line, String answer) {}

    private static int[] others(int leaving) {
        return IntStream.rangeClosed(1, FURTHER).filter(id -> id != leaving).toArray();
    }

    private static String lines(LocalEnsemble ensemble, int... ids) {
        return Arrays.stream(ids)
                .mapToObj(id -> ensemble.line(id, "participant"))
                .collect(Collectors.joining("\n"));
    }

    private static String addresses(LocalEnsemble ensemble, int count) {
        return " "
                + ensemble.servers().stream()
                        .limit(count)
                        .map(ServerProcess::connectString)
                        .sorted()
                        .collect(Collectors.joining(","));
    }

    private static String committed(String lines) {
        return "Committed new configuration:\n" + lines + "\nversion=";
    }

    private static String stat() {
        return """
                cZxid = 0x0
                ctime = Thu Jan 01 00:00:00 UTC 1970
                mZxid =\s
                mtime =\s
                pZxid = 0x0
                cversion = 0
                dataVersion = -1
                aclVersion = -1
                ephemeralOwner = 0x0
                dataLength =\s
                numChildren = 0""";
    }

    private String shell(ServerProcess server, List<Exchange> exchanges) throws Exception {
        Path script = Files.write(
                folder.resolve("script"), exchanges.stream().map(Exchange::line).toList());
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.level=OFF",
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                Shell.class.getName(),
                "--server=" + server.connectString(),
                "--keep-going",
                "--file=" + script);

        String printed = ChildCommand.run(command).output();

        List<String> lines = new ArrayList<>();
        for (String line : CHANGING.matcher(printed).replaceAll("").strip().split("\n", -1)) {
            lines.add(line.startsWith(" 127.0.0.1:") ? sorted(line) : line);
        }
        return String.join("\n", lines.subList(1, lines.size()));
    }

    private static String sorted(String addresses) {
        return " " + Arrays.stream(addresses.strip().split(",", -1)).sorted().collect(Collectors.joining(","));
    }
}
