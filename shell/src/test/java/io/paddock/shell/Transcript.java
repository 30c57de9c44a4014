package io.paddock.shell;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a shell printed, line by line in its order: data as it is, remarks behind an exclamation mark. */
final class Transcript {
    private final List<String> lines = new ArrayList<>();
    private final PrintStream data = new PrintStream(new LineStream(""), true, StandardCharsets.UTF_8);
    private final PrintStream remarks = new PrintStream(new LineStream("! "), true, StandardCharsets.UTF_8);

    PrintStream data() {
        return data;
    }

    PrintStream remarks() {
        return remarks;
    }

    synchronized void add(String line) {
        lines.add(line);
    }

    synchronized String text() {
        return String.join("\n", lines) + "\n";
    }

    /** The lines of data alone. */
    synchronized List<String> dataLines() {
        return lines.stream().filter(line -> !line.startsWith("! ")).toList();
    }

    private final class LineStream extends OutputStream {
        private final String prefix;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        LineStream(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public void write(int b) {
            synchronized (Transcript.this) {
                if (b == '\n') {
                    add(prefix + line.toString(StandardCharsets.UTF_8));
                    line.reset();
                } else {
                    line.write(b);
                }
            }
        }
    }
}
