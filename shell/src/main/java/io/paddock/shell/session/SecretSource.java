package io.paddock.shell.session;

import io.paddock.shell.outcome.FileFailures;
import io.paddock.shell.outcome.ShellFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a secret comes from, so that it need not be typed: {@code @FILE} or {@code env:NAME}. */
public final class SecretSource {
    private static final String FILE = "@";
    private static final String VARIABLE = "env:";

    private final Map<String, String> environment;

    /** Sources with these environment variables. */
    public SecretSource(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Whether a text names a source. */
    public static boolean isSource(String text) {
        return text.startsWith(FILE) || text.startsWith(VARIABLE);
    }

    /** What the named source holds, without a line end at its end. Fails naming the source, never the secret. */
    public String read(String source) {
        if (source.startsWith(VARIABLE)) {
            String name = source.substring(VARIABLE.length());
            return Optional.ofNullable(environment.get(name))
                    .orElseThrow(() -> ShellFailure.usage("The environment variable " + name + " is not set"));
        }
        Path file = Path.of(source.substring(FILE.length()));
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw ShellFailure.usage("Cannot read the file " + file + ": " + FileFailures.reason(e));
        }
    }
}
