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
    private static final String CLEAR_LINE = "\u001b[K";
    private static final long PROGRESS_NANOS = 50_000_000;

    private final PrintStream data;
    private final PrintStream remarks;
    private final OutputFormat format;
    private volatile Consumer<String> aside;
    private volatile Consumer<String> remarkAside;
    private volatile boolean isAtTerminal;
    private volatile boolean isProgressShown;
    private volatile long progressNanos;

    /** An output onto these two streams. */
    public Output(PrintStream data, PrintStream remarks, OutputFormat format) {
        this.data = data;
        this.remarks = remarks;
        this.format = format;
        this.aside = data::println;
        this.remarkAside = remarks::println;
    }

    /** Whether data is to be written as JSON. */
    public boolean isJson() {
        return format == OutputFormat.JSON;
    }

    /** Prints one line of data. */
    public void line(String text) {
        endProgress();
        data.println(text);
    }

    /** Prints one JSON value as a line of data. */
    public void json(Json value) {
        endProgress();
        data.println(value);
    }

    /** Prints bytes as they are, and nothing after them. */
    public void bytes(byte[] bytes) {
        endProgress();
        data.write(bytes, 0, bytes.length);
        data.flush();
    }

    /** Prints a remark for the person at the terminal. */
    public void remark(String text) {
        endProgress();
        remarks.println(text);
    }

    /** Says that a person sits at a terminal: progress is then shown, and data may be coloured. */
    public void atTerminal() {
        isAtTerminal = true;
    }

    /** Whether a person sits at a terminal. */
    public boolean isAtTerminal() {
        return isAtTerminal;
    }

    /** Shows how far something long has come, on one line that the next call replaces; only at a terminal. */
    public void progress(String text) {
        long nowNanos = System.nanoTime();
        boolean isDue = !isProgressShown || nowNanos - progressNanos >= PROGRESS_NANOS;
        if (isAtTerminal && isDue) {
            isProgressShown = true;
            progressNanos = nowNanos;
            remarks.print("\r" + CLEAR_LINE + text);
            remarks.flush();
        }
    }

    /** Takes the line of progress away. */
    public void endProgress() {
        if (isProgressShown) {
            isProgressShown = false;
            remarks.print("\r" + CLEAR_LINE);
            remarks.flush();
        }
    }

    /**
     * Prints data that comes unasked while a line may be being typed, such as a watch event. By default like {@link
     * #line}; the interactive loop puts it above the line.
     */
    public void aside(String text) {
        aside.accept(text);
    }

    /** Prints a remark that comes unasked, such as that the connection is lost; above a line that is being typed. */
    public void remarkAside(String text) {
        endProgress();
        remarkAside.accept(text);
    }

    /** Redirects what {@link #aside} prints. */
    public void asideTo(Consumer<String> printer) {
        aside = printer;
    }

    /** Redirects what comes unasked, data and remarks, to a terminal that puts it above the line that is typed. */
    public void asideAndRemarksTo(Consumer<String> printer) {
        aside = printer;
        remarkAside = printer;
    }
}
