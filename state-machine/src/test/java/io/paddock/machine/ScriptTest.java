package io.paddock.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.acl.AclEntry;
import io.paddock.acl.Identity;
import io.paddock.command.Command;
import io.paddock.command.Command.CreateForm;
import io.paddock.outcome.ErrorCode;
import io.paddock.outcome.Outcome;
import io.paddock.outcome.Result;
import io.paddock.path.ZnodePath;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import io.paddock.tree.ZnodeStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scenario files: lines of commands, each followed by what it answered, indented. Each is run on two replicas, the second of which is killed
 * and restarted after every line, and their digests are compared. {@code -Dgolden.rewrite=true} rewrites the answers.
 *
 * <p>The words of a line: {@code create PATH [FLAGS] [DATA] [acl=..]}, {@code container PATH}, {@code ttl PATH MS}, {@code delete PATH
 * [VERSION]}, {@code set PATH DATA [VERSION]}, {@code acl PATH ACL [VERSION]}, {@code check PATH [VERSION]}, {@code multi ... ; ...},
 * {@code close}, {@code sync}, {@code refused}, {@code ensemble TEXT}, {@code stat PATH}, {@code get PATH}, {@code auth SCHEME ID},
 * {@code term N}, {@code time MS}. {@code null} is null data. Lines that begin with a {@code #} are comments.
 */
class ScriptTest {

    private static final Path SCRIPTS = Path.of("src/test/resources/scripts");

    static Stream<String> scripts() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void theAnswersAreThoseWrittenDown(String name) throws IOException {
        Path file = SCRIPTS.resolve(name);
        List<String> lines = Files.readAllLines(file);
        MachineFixture one = MachineFixture.withSession();
        MachineFixture killed = MachineFixture.withSession();
        List<String> actual = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("    ")) {
                continue;
            }
            actual.add(line);
            if (!line.isBlank() && !line.startsWith("#")) {
                answers(one, line).forEach(answer -> actual.add("    " + answer));
                assertThat(answers(killed, line)).isEqualTo(answersAgain(actual, line));
                killed = killed.restarted();
                assertThat(killed.machine.position()).isEqualTo(one.machine.position());
            }
        }
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.write(file, actual);
        }

        assertThat(String.join("\n", actual)).isEqualTo(String.join("\n", Files.readAllLines(file)));
        StateChecker.check(one.machine, one.store);
    }

    private static List<String> answersAgain(List<String> actual, String line) {
        return actual.subList(actual.lastIndexOf(line) + 1, actual.size()).stream()
                .map(String::strip)
                .toList();
    }

    private static List<String> answers(MachineFixture fixture, String line) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "term" -> fixture.term = Long.parseLong(words[1]);
            case "time" -> fixture.timeMs = Long.parseLong(words[1]);
            case "auth" ->
                fixture.identities = List.of(new Identity("ip", "127.0.0.1"), new Identity(words[1], words[2]));
            case "stat" -> {
                return List.of(textOf(fixture.znode(words[1])));
            }
            case "get" -> {
                return List.of(fixture.store.data(words[1]).isNull() ? "null" : "'" + fixture.text(words[1]) + "'");
            }
            default -> {
                return answers(fixture, fixture.submit(commandOf(line)));
            }
        }
        return List.of();
    }

    private static List<String> answers(MachineFixture fixture, Outcome outcome) {
        List<String> answers = new ArrayList<>();
        answers.add("zxid " + Long.toHexString(outcome.zxid()) + " " + outcome.error() + textOf(outcome.result()));
        MachineFixture.events(outcome).forEach(event -> answers.add(event.toLowerCase(Locale.ROOT)));
        assertThat(fixture.machine.lastZxid()).isEqualTo(outcome.zxid());
        return answers;
    }

    private static Command commandOf(String line) {
        if (line.startsWith("multi")) {
            String parts = line.substring("multi".length());
            return new Command.Multi(
                    parts.isBlank()
                            ? List.of()
                            : Stream.of(parts.split(";", -1))
                                    .map(part -> commandOf(part.strip()))
                                    .toList());
        }
        String[] words = line.split(" ", -1);
        String path = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "create" -> createOf(words, path);
            case "container" -> MachineFixture.creatingContainer(path);
            case "ttl" -> MachineFixture.creatingTtl(path, Long.parseLong(words[2]));
            case "delete" -> new Command.Delete(path, versionAt(words, 2));
            case "set" -> new Command.SetData(path, dataOf(words[2]), versionAt(words, 3));
            case "acl" -> new Command.SetAcl(path, aclOf(words[2]), versionAt(words, 3));
            case "check" -> new Command.Check(path, versionAt(words, 2));
            case "close" -> new Command.CloseSession();
            case "sync" -> new Command.Sync();
            case "refused" -> new Command.Refused(ErrorCode.UNIMPLEMENTED);
            case "ensemble" -> new Command.SetEnsemble(dataOf(words[1]));
            default -> throw new IllegalArgumentException(line);
        };
    }

    private static Command createOf(String[] words, String path) {
        int flags = 0;
        Bytes data = Bytes.EMPTY;
        List<AclEntry> acl = MachineFixture.OPEN;
        for (int i = 2; i < words.length; i++) {
            if (words[i].startsWith("acl=")) {
                acl = aclOf(words[i].substring("acl=".length()));
            } else if (words[i].matches("\\d")) {
                flags = Integer.parseInt(words[i]);
            } else {
                data = dataOf(words[i]);
            }
        }
        return new Command.Create(CreateForm.CREATE2, path, data, acl, flags, 0);
    }

    private static Bytes dataOf(String word) {
        return word.equals("null") ? Bytes.NULL : MachineFixture.bytes(word.equals("empty") ? "" : word);
    }

    /** {@code scheme/id/permissions}, several with commas between; {@code none} is an empty list. */
    private static List<AclEntry> aclOf(String word) {
        if (word.equals("none")) {
            return List.of();
        }
        return Stream.of(word.split(",", -1))
                .map(entry -> entry.split("/", -1))
                .map(parts -> new AclEntry(Integer.parseInt(parts[2]), parts[0], parts[1]))
                .toList();
    }

    private static int versionAt(String[] words, int at) {
        return words.length > at ? Integer.parseInt(words[at]) : -1;
    }

    private static String textOf(Result result) {
        return switch (result.kind()) {
            case NONE -> "";
            case CREATED -> " " + ((Result.Created) result).path() + textOf(((Result.Created) result).stat());
            case STAT -> textOf(((Result.Stated) result).stat());
            case PARTS ->
                ((Result.Parts) result).parts().stream().map(ScriptTest::textOf).reduce("", String::concat);
            case SESSION -> " " + ((Result.Attached) result).session();
            case DATA -> textOf(((Result.Data) result).stat());
        };
    }

    private static String textOf(Result.Part part) {
        String name = part.result() instanceof Result.Created created ? " " + ZnodePath.nameOf(created.path()) : "";
        return " [" + part.error().code() + name + "]";
    }

    private static String textOf(Znode znode) {
        return znode.exists() ? "exists" + textOf(znode.stat()) : "absent";
    }

    private static String textOf(ZnodeStat stat) {
        return String.format(
                " c=%x m=%x p=%x ctime=%d mtime=%d version=%d cversion=%d aversion=%d owner=%x length=%d children=%d",
                stat.czxid(),
                stat.mzxid(),
                stat.pzxid(),
                stat.ctimeMs(),
                stat.mtimeMs(),
                stat.version(),
                stat.cversion(),
                stat.aversion(),
                stat.ephemeralOwner(),
                stat.dataLength(),
                stat.numChildren());
    }
}
