package io.paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagedShellTest {
    @TempDir
    private Path target;

    private Path jar;
    private Path classFile;

    @BeforeEach
    void makeABuild() throws IOException {
        jar = target.resolve("paddock-shell-1.jar");
        classFile = Files.createDirectories(target.resolve("classes/io")).resolve("A.class");
        Files.writeString(classFile, "one");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("io/A.class"));
            zip.write(Files.readAllBytes(classFile));
        }
        Files.copy(jar, target.resolve("paddock-shell-1-tests.jar"));
        Files.writeString(target.resolve("runtime-class-path"), jar.toString());
    }

    @Test
    void aJarOfTheClassesBesideItIsTaken() {
        assertThat(PackagedShell.find(target)).isPresent();
    }

    @Test
    void aJarOfOlderClassesIsNot() throws IOException {
        Files.writeString(classFile, "two");

        assertThat(PackagedShell.find(target)).isEmpty();
    }

    @Test
    void aJarThatLacksAClassIsNot() throws IOException {
        Files.copy(classFile, classFile.resolveSibling("B.class"));

        assertThat(PackagedShell.find(target)).isEmpty();
    }

    @Test
    void withoutAJarThereIsNone() throws IOException {
        Files.delete(jar);

        assertThat(PackagedShell.find(target)).isEmpty();
    }
}
