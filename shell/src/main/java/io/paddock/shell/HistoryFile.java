package io.paddock.shell;

import io.paddock.shell.outcome.FileFailures;
import io.paddock.shell.output.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/** The file that keeps the history between runs: PADDOCK_HISTORY, else .paddock_history in the home folder. */
final class HistoryFile {
    private final Map<String, String> environment;

    HistoryFile(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The file, made readable for its owner alone; none, with a remark, where it cannot be made. */
    Optional<Path> prepare(Output output) {
        String name = environment.getOrDefault(
                "PADDOCK_HISTORY",
                Path.of(environment.getOrDefault("HOME", "."), ".paddock_history")
                        .toString());
        Path file = Path.of(name).toAbsolutePath();
        try {
            if (Files.notExists(file)) {
                Files.createDirectories(file.getParent());
                Files.createFile(file);
                if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                }
            }
            return Optional.of(file);
        } catch (IOException e) {
            output.remark("The history is not kept: " + FileFailures.reason(e));
            return Optional.empty();
        }
    }
}
