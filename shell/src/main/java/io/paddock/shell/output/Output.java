package io.paddock.shell.output;

import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * Where a command writes: its data, and its remarks.
 *
 * <p>Data goes to standard output and nothing else does, so that scripts can read it. Remarks, warnings and errors go to
 * standard error. Safe for use by several threads: each call writes whole lines.
 */
public final class Output {
    private final PrintStream data;
    private final PrintStream remarks;
    private final OutputFormat format;
    private volatile Consumer<String> aside;

    /** An output onto these two streams. */
    public Output(PrintStream data, PrintStream remarks, OutputFormat format) {
        this.data = data;
        this.remarks = remarks;
        this.format = format;
        this.aside = data::println;
    }

    /** Whether data is to be written as JSON. */
    public boolean isJson() {
        return format == OutputFormat.JSON;
    }

    /** Prints one line of data. */
    public void line(String text) {
        data.println(text);
    }

    /** Prints one JSON value as a line of data. */
    public void json(Json value) {
        data.println(value);
    }

    /** Prints bytes as they are, and nothing after them. */
    public void bytes(byte[] bytes) {
        data.write(bytes, 0, bytes.length);
        data.flush();
    }

    /** Prints a remark for the person at the terminal. */
    public void remark(String text) {
        remarks.println(text);
    }

    /**
     * Prints data that comes unasked while a line may be being typed, such as a watch event. By default like {@link
     * #line}; the interactive loop puts it above the line.
     */
    public void aside(String text) {
        aside.accept(text);
    }

    /** Redirects what {@link #aside} prints. */
    public void asideTo(Consumer<String> printer) {
        aside = printer;
    }
}
