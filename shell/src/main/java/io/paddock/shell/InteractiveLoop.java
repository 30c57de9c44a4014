package io.paddock.shell;

import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The session at a terminal: reads lines with completion and history, runs each on a thread of its own.
 *
 * <p>The thread is there for Ctrl-C: while a command runs the signal interrupts it, and the shell stays; while a line is
 * typed Ctrl-C drops the line. Used by the main thread.
 */
final class InteractiveLoop {
    private final Output output;
    private final Terminal terminal;
    private final HistoryFile historyFile;

    InteractiveLoop(Terminal terminal, Output output, Map<String, String> environment) {
        this.terminal = terminal;
        this.output = output;
        this.historyFile = new HistoryFile(environment);
    }

    /** The terminal of this process, if a person may be sitting there: standard input is one. */
    static Optional<Terminal> terminal() {
        try {
            return Optional.of(
                    TerminalBuilder.builder().system(true).dumb(false).build());
        } catch (IOException | IllegalStateException noTerminal) {
            return Optional.empty();
        }
    }

    /** Runs lines until the user leaves, which is never a failure. */
    ExitStatus run(RunningShell shell) {
        LineReader reader = reader(shell);
        output.asideAndRemarksTo(reader::printAbove);
        output.remark("Paddock shell. 'help' lists the commands, TAB completes, Ctrl-D leaves.");
        boolean isGoingOn = open(shell);
        while (isGoingOn && !shell.isQuitting()) {
            isGoingOn = readAndRun(shell, reader);
        }
        return ExitStatus.DONE;
    }

    private static boolean open(RunningShell shell) {
        try {
            shell.session().open();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Data typed at the terminal for an argument {@code -}: lines up to Ctrl-D. Called by the command's thread. */
    byte[] readData() {
        output.remark("Type the data; Ctrl-D on an empty line ends it.");
        LineReader reader = LineReaderBuilder.builder().terminal(terminal).build();
        reader.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        StringBuilder data = new StringBuilder();
        while (true) {
            try {
                data.append(reader.readLine("> ")).append('\n');
            } catch (EndOfFileException endOfData) {
                return data.toString().getBytes(StandardCharsets.UTF_8);
            } catch (UserInterruptException e) {
                throw new ShellFailure(ExitStatus.INTERRUPTED, "Stopped");
            }
        }
    }

    /** Asks a question at the terminal. Called by the command's thread. */
    boolean isConfirmed(String question) {
        LineReader reader = LineReaderBuilder.builder().terminal(terminal).build();
        try {
            return Shell.isYes(reader.readLine(question + " [y/N] "));
        } catch (EndOfFileException | UserInterruptException no) {
            return false;
        }
    }

    private LineReader reader(RunningShell shell) {
        DefaultParser parser = new DefaultParser();
        parser.setEscapeChars(new char[0]);
        parser.setEofOnUnclosedQuote(false);
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("paddock")
                .parser(parser)
                .completer(new PathCompleter(shell.session()))
                .history(new SecretlessHistory())
                .build();
        // An exclamation mark in data is no reference to the history.
        reader.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        historyFile.prepare(output).ifPresent((Path file) -> reader.setVariable(LineReader.HISTORY_FILE, file));
        return reader;
    }

    /** Returns false when the user leaves. */
    private boolean readAndRun(RunningShell shell, LineReader reader) {
        String line;
        try {
            line = reader.readLine(prompt(shell));
        } catch (UserInterruptException lineDropped) {
            return true;
        } catch (EndOfFileException endOfInput) {
            return false;
        }
        Thread command = new Thread(() -> shell.runNumbered(line), "shell-command");
        command.setDaemon(true);
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> command.interrupt());
        try {
            command.start();
            command.join();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
        }
    }

    /** zkCli's prompt, with the place in the tree once it is not the root. */
    private static String prompt(RunningShell shell) {
        String path = shell.session().workingPath().path();
        return "[zk: " + shell.session().servers() + "(" + shell.session().state() + ") "
                + shell.history().size() + "] " + (path.equals("/") ? "" : path + "> ");
    }
}
