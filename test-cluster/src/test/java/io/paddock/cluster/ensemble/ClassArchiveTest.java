package io.paddock.cluster.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassArchiveTest {
    private static final String PREFIX = "-XX:SharedArchiveFile=";

    private final AtomicInteger recordings = new AtomicInteger();

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void makeAJar() throws IOException {
        jar = Files.writeString(folder.resolve("a.jar"), "classes");
    }

    @Test
    void itIsMadeOnceAndFoundByTheNextProcess() throws IOException {
        ClassArchive archive = archive(List.of(jar), this::record);

        Path first = file(archive.options());
        Path again = file(archive.options());
        Path elsewhere = file(archive(List.of(jar), this::record).options());

        assertThat(first).hasContent("recording 1").isEqualTo(again).isEqualTo(elsewhere);
        assertThat(recordings).hasValue(1);
    }

    @Test
    void whoComesWhileItIsMadeWaitsForIt() throws Exception {
        AtomicReference<ClassArchive> shared = new AtomicReference<>();
        AtomicReference<CompletableFuture<List<String>>> other = new AtomicReference<>();
        shared.set(archive(List.of(jar), file -> {
            other.set(CompletableFuture.supplyAsync(() -> shared.get().options()));
            record(file);
        }));

        List<String> options = shared.get().options();

        assertThat(options).isNotEmpty();
        assertThat(other.get().get()).isEqualTo(options);
        assertThat(recordings).hasValue(1);
    }

    @Test
    void aJarOfAnotherTimeOrSizeHasAnArchiveOfItsOwnAndTheEarlierOneGoes() throws IOException {
        Path first = file(archive(List.of(jar), this::record).options());

        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));
        Path second = file(archive(List.of(jar), this::record).options());
        Files.writeString(jar, "more classes");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));
        Path third = file(archive(List.of(jar), this::record).options());

        assertThat(first).doesNotExist();
        assertThat(second).doesNotExist();
        assertThat(third).hasContent("recording 3");
    }

    @Test
    void aClassPathWithAFolderHasNone() {
        assertThat(archive(List.of(jar, folder), this::record).options()).isEmpty();
        assertThat(recordings).hasValue(0);
    }

    @Test
    void whereItCannotBeMadeServersStartWithoutAndNothingHalfMadeIsLeft() throws IOException {
        ClassArchive archive = archive(List.of(jar), file -> {
            record(file);
            throw new IOException("planted: no space left");
        });

        assertThat(archive.options()).isEmpty();
        assertThat(archive.options()).isEmpty();

        assertThat(recordings).hasValue(1);
        try (Stream<Path> left = Files.list(folder.resolve("archives"))) {
            assertThat(left).allMatch(file -> file.toString().endsWith(".lock"));
        }
    }

    private ClassArchive archive(List<Path> classPath, ClassArchive.Recorder recorder) {
        return new ClassArchive(folder.resolve("archives"), "server", classPath, recorder);
    }

    private void record(Path file) throws IOException {
        Files.writeString(file, "recording " + recordings.incrementAndGet());
    }

    private static Path file(List<String> options) {
        assertThat(options).first().asString().startsWith(PREFIX);
        return Path.of(options.get(0).substring(PREFIX.length()));
    }
}
