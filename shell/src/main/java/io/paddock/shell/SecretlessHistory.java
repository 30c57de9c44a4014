package io.paddock.shell;

import io.paddock.shell.command.CommandHistory;
import java.time.Instant;
import org.jline.reader.impl.history.DefaultHistory;

/** The lines that can be recalled at the prompt, now and in later runs; those that carry secrets are left out. */
final class SecretlessHistory extends DefaultHistory {
    @Override
    public void add(Instant time, String line) {
        if (!CommandHistory.isSecret(line)) {
            super.add(time, line);
        }
    }
}
