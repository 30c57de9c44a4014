package io.paddock.cluster.bench.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What can be learned of a server from outside: its heap by the JDK's tools, its memory and its files by the system. */
public final class JvmProbe {
    private static final double KIB_PER_MIB = 1024;
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final List<String> USED = List.of("S0U", "S1U", "EU", "OU");

    private JvmProbe() {}

    /** The heap in use after a full collection, in MiB; none where the JDK's tools are missing. */
    public static OptionalDouble heapMib(ProcessHandle process) throws InterruptedException {
        Path tools = Path.of(System.getProperty("java.home"), "bin");
        if (!Files.isExecutable(tools.resolve("jcmd")) || !Files.isExecutable(tools.resolve("jstat"))) {
            return OptionalDouble.empty();
        }
        String pid = Long.toString(process.pid());
        run(List.of(tools.resolve("jcmd").toString(), pid, "GC.run"));
        return used(run(List.of(tools.resolve("jstat").toString(), "-gc", pid)));
    }

    private static String run(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds up the columns of what is used, in KiB, in the output of {@code jstat -gc}. */
    static OptionalDouble used(String output) {
        List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
        if (lines.size() < 2) {
            return OptionalDouble.empty();
        }
        List<String> titles = words(lines.get(0));
        List<String> values = words(lines.get(1));
        double kib = 0;
        for (int i = 0; i < Math.min(titles.size(), values.size()); i++) {
            if (USED.contains(titles.get(i)) && !values.get(i).equals("-")) {
                kib += Double.parseDouble(values.get(i).replace(',', '.'));
            }
        }
        return OptionalDouble.of(kib / KIB_PER_MIB);
    }

    private static List<String> words(String line) {
        return new ArrayList<>(List.of(line.strip().split("\\s+", -1)));
    }

    /** The memory that the process has from the system, in MiB, where {@code /proc} tells it. */
    public static OptionalDouble memoryMib(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB)
                    .findFirst();
        } catch (NoSuchFileException noSuchSystem) {
            return OptionalDouble.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The length of all files below a folder, in MiB; those that go meanwhile count as nothing. */
    public static double filesMib(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(JvmProbe::length).sum() / BYTES_PER_MIB;
        } catch (IOException e) {
            throw new UncheckedIOException(String.format(Locale.ROOT, "the files of %s", folder), e);
        }
    }

    private static long length(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException gone) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
