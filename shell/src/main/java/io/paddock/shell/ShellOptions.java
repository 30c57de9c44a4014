package io.paddock.shell;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.OutputFormat;
import io.paddock.shell.session.Credential;
import io.paddock.shell.session.SecretSource;
import io.paddock.shell.session.SessionSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The words the shell was started with, before the command: zkCli's spellings and its own. */
final class ShellOptions {
    private static final String DEFAULT_SERVERS = "127.0.0.1:2181";
    private static final String DEFAULT_TIMEOUT_MS = "30000";
    private static final String DEFAULT_CONNECT_TIMEOUT_MS = "10000";

    private final CommandLine commandLine;
    private final ParseResult parsed;
    private final Map<String, String> environment;

    private ShellOptions(CommandLine commandLine, ParseResult parsed, Map<String, String> environment) {
        this.commandLine = commandLine;
        this.parsed = parsed;
        this.environment = environment;
    }

    /** Reads the words; fails with a usage failure. */
    static ShellOptions parse(String[] words, Map<String, String> environment) {
        CommandLine commandLine =
                new CommandLine(spec()).setExpandAtFiles(false).setStopAtPositional(true);
        try {
            return new ShellOptions(commandLine, commandLine.parseArgs(words), environment);
        } catch (ParameterException e) {
            throw ShellFailure.usage(e.getMessage()
                    + System.lineSeparator()
                    + new CommandLine.Help(
                                    commandLine.getCommandSpec(),
                                    CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                            .synopsis(0)
                            .strip());
        }
    }

    boolean isHelp() {
        return parsed.isUsageHelpRequested();
    }

    boolean isVersion() {
        return parsed.isVersionHelpRequested();
    }

    String help() {
        return commandLine.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing();
    }

    /** The command on the line, as words; none for a script or a session. */
    List<String> command() {
        return parsed.matchedPositionals().stream()
                .flatMap(positional -> positional.originalStringValues().stream())
                .toList();
    }

    /** The commands of {@code -c}. */
    Optional<String> commandText() {
        return value("-c");
    }

    /** The script of {@code -f}. */
    Optional<String> script() {
        return value("-f");
    }

    boolean isKeepingGoing() {
        return parsed.hasMatchedOption("--keep-going");
    }

    OutputFormat format() {
        String name = value("--output").orElse("text");
        try {
            return OutputFormat.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ShellFailure.usage("--output is json or text, not '" + name + "'");
        }
    }

    SessionSettings session() {
        int sessionTimeoutMs = positive("--timeout", value("--timeout").orElse(DEFAULT_TIMEOUT_MS));
        boolean isWaiting = parsed.hasMatchedOption("--wait-for-connection");
        int connectTimeoutMs = isWaiting
                ? sessionTimeoutMs
                : positive("--connect-timeout", value("--connect-timeout").orElse(DEFAULT_CONNECT_TIMEOUT_MS));
        String servers = value("-s").orElseGet(() -> environment.getOrDefault("PADDOCK_SERVERS", DEFAULT_SERVERS));
        return new SessionSettings(
                servers,
                sessionTimeoutMs,
                connectTimeoutMs,
                parsed.hasMatchedOption("-r"),
                clientConfig(),
                credentials());
    }

    private ZKClientConfig clientConfig() {
        Optional<String> file = value("--client-configuration");
        if (file.isEmpty()) {
            return new ZKClientConfig();
        }
        try {
            return new ZKClientConfig(Path.of(file.get()));
        } catch (ConfigException e) {
            throw ShellFailure.usage("Cannot read the client configuration " + file.get() + ": " + e.getMessage());
        }
    }

    /** From {@code --auth}, else from PADDOCK_AUTH; one credential a line. */
    private List<Credential> credentials() {
        Optional<String> source = value("--auth");
        String text = source.map(this::secretText).orElseGet(() -> environment.getOrDefault("PADDOCK_AUTH", ""));
        List<Credential> credentials = new ArrayList<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> credentials.add(Credential.parse(line)));
        return credentials;
    }

    private String secretText(String source) {
        if (!SecretSource.isSource(source)) {
            throw ShellFailure.usage("--auth takes @FILE or env:NAME, with lines such as digest:user:password;"
                    + " a secret on the command line would be seen in the process list");
        }
        return new SecretSource(environment).read(source);
    }

    private Optional<String> value(String option) {
        return Optional.ofNullable(parsed.matchedOptionValue(option, null));
    }

    private static int positive(String option, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw ShellFailure.usage(option + " must be a number of milliseconds but is '" + text + "'");
        }
        throw ShellFailure.usage(option + " must be above 0 but is " + text);
    }

    /** Picocli's model of the options. */
    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("shell.sh");
        spec.usageMessage()
                .description("The Paddock shell: works with any ZooKeeper-compatible server.")
                .synopsisHeading("Usage: ")
                .footer(
                        "",
                        "Without a command: a session at a terminal, else commands from standard input.",
                        "Exit status: 0 done, 1 not found or refused, 2 usage, 3 no connection, 4 not authorised.",
                        "'shell.sh help' lists the commands; 'shell.sh help COMMAND' tells all about one.");
        option(
                spec,
                "HOSTS",
                "host:port,...[/chroot] (PADDOCK_SERVERS; else " + DEFAULT_SERVERS + ")",
                "-s",
                "-server",
                "--server");
        option(spec, "COMMANDS", "run these commands, separated by ;", "-c", "--command");
        option(spec, "FILE", "run the commands of this file, - for standard input", "-f", "--file");
        option(spec, "FORMAT", "json or text (default)", "-o", "--output");
        option(spec, "MS", "session time-out (default " + DEFAULT_TIMEOUT_MS + ")", "--timeout", "-timeout");
        option(
                spec,
                "MS",
                "how long to wait for a connection (default " + DEFAULT_CONNECT_TIMEOUT_MS + ")",
                "--connect-timeout");
        option(spec, "SOURCE", "credentials from @FILE or env:NAME (else PADDOCK_AUTH)", "--auth");
        option(
                spec,
                "FILE",
                "settings of the ZooKeeper client (TLS, SASL)",
                "--client-configuration",
                "-client-configuration");
        flag(
                spec,
                "wait for a connection as long as the session time-out",
                "--wait-for-connection",
                "-waitforconnection");
        flag(spec, "be content with a server that serves reads alone", "-r", "--read-only");
        flag(spec, "go on after a command that failed", "-k", "--keep-going");
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("print this help")
                .build());
        spec.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("print the version")
                .build());
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel("COMMAND")
                .description("one command and its arguments")
                .build());
        return spec;
    }

    private static void option(CommandSpec spec, String label, String description, String... names) {
        spec.addOption(OptionSpec.builder(names)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build());
    }

    private static void flag(CommandSpec spec, String description, String... names) {
        spec.addOption(OptionSpec.builder(names)
                .type(boolean.class)
                .description(description)
                .build());
    }
}
