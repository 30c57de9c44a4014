package io.paddock.cluster.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every promise of docs/GUARANTEES.md names a test, and every test it names is there. */
final class GuaranteesPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs").resolve("GUARANTEES.md");
    /** A test class, with or without one of its methods, or a further method of the class before. */
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*Test)?(?:\\.(\\w+))?`");

    @Test
    void everyPromiseNamesATestAndEveryTestNamedIsThere() throws IOException {
        Map<String, String> tests = tests();
        List<String> wrong = new ArrayList<>();
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| promise "))
                .toList();
        for (String row : rows) {
            List<String> missing = missing(row.split(" \\| ", 2)[1], tests);
            missing.forEach(name -> wrong.add(name + " in: " + row));
        }

        assertThat(rows).hasSizeGreaterThan(30);
        assertThat(wrong).isEmpty();
    }

    /** What is named and not there; "no test" when none is named. */
    private static List<String> missing(String column, Map<String, String> tests) {
        List<String> missing = new ArrayList<>();
        String current = "";
        Matcher name = NAME.matcher(column);
        while (name.find()) {
            current = name.group(1) == null ? current : name.group(1);
            String source = tests.getOrDefault(current, "");
            boolean isThere =
                    name.group(2) == null ? !source.isEmpty() : source.contains("void " + name.group(2) + "(");
            if (!isThere) {
                missing.add(name.group());
            }
        }
        if (current.isEmpty()) {
            missing.add("no test");
        }
        return missing;
    }

    /** The text of all test classes of all modules; that of two of one name is put together. */
    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new TreeMap<>();
        for (String module : List.of("state-machine", "server", "shell", "test-cluster")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                files.filter(file -> file.toString().endsWith("Test.java"))
                        .forEach(file -> tests.merge(
                                file.getFileName().toString().replace(".java", ""), text(file), String::concat));
            }
        }
        return tests;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
