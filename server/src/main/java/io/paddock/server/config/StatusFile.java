package io.paddock.server.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * Tells the script that started this process in the background how the start went: one line in the file that the system
 * property {@value #PROPERTY} names. Without the property every call does nothing.
 *
 * <p>The line is put in place as a whole, so that a reader never sees half of it. Immutable; any thread may call.
 */
public final class StatusFile {
    /** The system property with the file's name. */
    public static final String PROPERTY = "paddock.statusFile";

    private final String path;

    private StatusFile(String path) {
        this.path = path;
    }

    /** The file that these system properties name, if any. */
    public static StatusFile of(Map<String, String> systemProperties) {
        return new StatusFile(systemProperties.getOrDefault(PROPERTY, ""));
    }

    /** Says that clients are served at this address. */
    public void serving(String address) {
        write("serving " + address);
    }

    /** Says that the server runs and waits for a majority of its ensemble. */
    public void waitingForPeers() {
        write("waiting-for-peers");
    }

    /** Says that the server could not start, and why. */
    public void failed(String reason) {
        write("failed: " + reason.strip().replaceAll("\\s*[\r\n]+\\s*", "; "));
    }

    private void write(String line) {
        if (path.isEmpty()) {
            return;
        }
        Path target = Path.of(path);
        Path draft = target.resolveSibling(target.getFileName() + ".draft");
        try {
            Files.writeString(draft, line + "\n", StandardCharsets.UTF_8);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the status file " + target, e);
        }
    }
}
