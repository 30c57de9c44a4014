package io.paddock.shell;

import io.paddock.shell.command.CommandRunner;
import io.paddock.shell.line.CommandLineText;
import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.outcome.FileFailures;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Output;
import io.paddock.shell.output.OutputFormat;
import io.paddock.shell.session.ShellSession;
import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Terminal;

/**
 * The shell's entry: one command, a text or file of commands, or a session.
 *
 * <p>What is not needed for a one-shot command (JLine, the other commands) is not even loaded: start-up time is what a
 * script pays for each call.
 */
public final class Shell {
    private final Map<String, String> environment;
    private final InputStream input;
    private final PrintStream data;
    private final PrintStream remarks;
    private Optional<Surroundings.Person> asked = Optional.empty();

    Shell(Map<String, String> environment, InputStream input, PrintStream data, PrintStream remarks) {
        this.environment = environment;
        this.input = input;
        this.data = data;
        this.remarks = remarks;
    }

    /** Runs the shell and ends the process with the status of what it did. */
    public static void main(String[] words) {
        Shell shell = new Shell(System.getenv(), System.in, stream(FileDescriptor.out), stream(FileDescriptor.err));
        System.exit(shell.run(words).code());
    }

    private static Surroundings.Person atConsole(Console console) {
        return question -> isYes(console.readLine("%s [y/N] ", question));
    }

    /** Asks this person, not whoever sits at the console. */
    void asking(Surroundings.Person person) {
        asked = Optional.of(person);
    }

    ExitStatus run(String... words) {
        Output plain = output(OutputFormat.TEXT);
        try {
            ShellOptions options = ShellOptions.parse(words, environment);
            if (options.isHelp()) {
                plain.line(options.help());
                return ExitStatus.DONE;
            }
            if (options.isVersion()) {
                return oneShot(options, List.of("version"));
            }
            return run(options);
        } catch (ShellFailure failure) {
            return CommandRunner.tell(plain, failure);
        }
    }

    private ExitStatus run(ShellOptions options) {
        if (!options.command().isEmpty()) {
            return oneShot(options, options.command());
        }
        if (options.commandText().isPresent()) {
            List<String> commands =
                    CommandLineText.commands(options.commandText().get());
            return script(options, commands, this::readStandardInput);
        }
        Optional<String> file = options.script().filter(name -> !name.equals("-"));
        if (file.isPresent()) {
            return script(options, readLines(Path.of(file.get())), this::readStandardInput);
        }
        if (options.script().isEmpty()) {
            Optional<Terminal> terminal = InteractiveLoop.terminal();
            if (terminal.isPresent()) {
                return interactive(options, terminal.get());
            }
        }
        return fromStandardInput(options);
    }

    private ExitStatus oneShot(ShellOptions options, List<String> words) {
        Output output = output(options.format());
        return inSession(options, output, atConsole(this::readStandardInput), shell -> shell.runWords(words));
    }

    private ExitStatus script(ShellOptions options, Iterable<String> lines, Surroundings.Input standardInput) {
        Output output = output(options.format());
        return inSession(
                options, output, atConsole(standardInput), shell -> shell.runScript(lines, options.isKeepingGoing()));
    }

    /** Runs each line when it comes, so that a program on the other end of the pipe can wait for the answer. */
    private ExitStatus fromStandardInput(ShellOptions options) {
        BufferedReader reader = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        Iterable<String> lines = () -> reader.lines().iterator();
        return script(options, lines, () -> {
            throw ShellFailure.usage("The commands come from standard input: data cannot come from there too");
        });
    }

    private ExitStatus interactive(ShellOptions options, Terminal terminal) {
        Output output = output(options.format());
        InteractiveLoop loop = new InteractiveLoop(terminal, output, environment);
        output.atTerminal();
        return inSession(options, output, new Surroundings(environment, loop::readData, loop::isConfirmed), loop::run);
    }

    private Surroundings atConsole(Surroundings.Input standardInput) {
        Surroundings.Person person =
                asked.or(() -> console().map(Shell::atConsole)).orElse(Surroundings.Person.NOBODY);
        return new Surroundings(environment, standardInput, person);
    }

    /** The terminal at both standard input and output; bin/shell.sh sets jdk.console so that this holds after JDK 21 too. */
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<Console> console() {
        return Optional.ofNullable(System.console());
    }

    static boolean isYes(String answerOrNull) {
        return answerOrNull != null
                && answerOrNull.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    private ExitStatus inSession(ShellOptions options, Output output, Surroundings surroundings, Body body) {
        ShellSession session = new ShellSession(options.session(), output);
        try {
            return body.run(new RunningShell(session, output, surroundings));
        } finally {
            closeQuietly(session);
        }
    }

    private static void closeQuietly(ShellSession session) {
        try {
            session.close();
        } catch (InterruptedException e) {
            // The process ends; the servers let the session expire.
            Thread.currentThread().interrupt();
        }
    }

    private Output output(OutputFormat format) {
        Output output = new Output(data, remarks, format);
        if (console().isPresent()) {
            output.atTerminal();
        }
        return output;
    }

    /** UTF-8 whatever the locale says, since what znodes hold is not the terminal's. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    private byte[] readStandardInput() {
        try {
            return input.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> readLines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw ShellFailure.usage("Cannot read the script " + file + ": " + FileFailures.reason(e));
        }
    }

    /** What is done in a session. */
    private interface Body {
        ExitStatus run(RunningShell shell);
    }
}
