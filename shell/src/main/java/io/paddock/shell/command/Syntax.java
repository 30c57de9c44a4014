package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What may be typed after a command's name, built up in a chain.
 *
 * <p>A thin layer over Picocli's programmatic model (no annotations, no reflection: the shell starts faster) that adds
 * zkCli's rule for negative numbers: {@code set /x -5} sets -5, while {@code set /x -q} is an unknown option.
 */
public final class Syntax {
    /** The label of an argument that is a path of a znode; such arguments are completed. */
    static final String PATH = "path";

    private static final Pattern NEGATIVE_NUMBER = Pattern.compile("-\\.?\\d.*");
    private static final String REST = "..*";

    private final CommandSpec spec;
    private final List<String> labels = new ArrayList<>();
    private final List<String> examples = new ArrayList<>();
    private boolean hasRest;
    private boolean isTwoForDifferences;

    private Syntax(String name, String summary) {
        spec = CommandSpec.create().name(name);
        spec.usageMessage().description(escape(summary)).synopsisHeading("Usage: ");
        spec.addOption(OptionSpec.builder("-?", "--help")
                .usageHelp(true)
                .description("print this help")
                .build());
    }

    /** A command of this name, and the sentence that tells what it does. */
    static Syntax named(String name, String summary) {
        return new Syntax(name, summary);
    }

    /** Adds an option without a value. */
    Syntax flag(String description, String... names) {
        spec.addOption(OptionSpec.builder(names)
                .type(boolean.class)
                .description(escape(description))
                .build());
        return this;
    }

    /** Adds an option with a value. */
    Syntax value(String label, String description, String... names) {
        spec.addOption(OptionSpec.builder(names)
                .type(String.class)
                .paramLabel(label)
                .description(escape(description))
                .build());
        return this;
    }

    /** Adds an option with a value that may be given several times. */
    Syntax values(String label, String description, String... names) {
        spec.addOption(OptionSpec.builder(names)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(label)
                .description(escape(description))
                .build());
        return this;
    }

    /** Adds an argument that must be there. */
    Syntax argument(String label, String description) {
        return positional(label, description, "1");
    }

    /** Adds an argument that may be left out. */
    Syntax optional(String label, String description) {
        return positional(label, description, "0..1");
    }

    /** Lets any number of arguments follow. */
    Syntax rest(String label, String description) {
        hasRest = true;
        labels.add(label);
        spec.addPositional(PositionalParamSpec.builder()
                .index((labels.size() - 1) + REST)
                .arity("0" + REST)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label)
                .description(escape(description))
                .build());
        return this;
    }

    /** Makes 2 the status that says there are differences; a wrong command line then ends with 1. */
    Syntax twoIsForDifferences() {
        isTwoForDifferences = true;
        return this;
    }

    /** Whether status 2 says that there are differences. */
    boolean isTwoForDifferences() {
        return isTwoForDifferences;
    }

    /** Adds an example to the help. */
    Syntax example(String line, String meaning) {
        examples.add(String.format("  %-36s %s", line, meaning));
        return this;
    }

    /** The command's name. */
    public String name() {
        return spec.name();
    }

    /** The sentence that tells what the command does. */
    public String summary() {
        return String.join(" ", spec.usageMessage().description()).replace("%%", "%");
    }

    /** All option names, for completion. */
    public List<String> optionNames() {
        return spec.options().stream()
                .flatMap(option -> List.of(option.names()).stream())
                .toList();
    }

    /** Whether this option takes a value. */
    public boolean takesValue(String optionName) {
        OptionSpec option = spec.findOption(optionName);
        return option != null && option.arity().max() > 0;
    }

    /** Whether the argument at this position (from 0) is a path. */
    public boolean isPath(int position) {
        if (labels.isEmpty() || (position >= labels.size() && !hasRest)) {
            return false;
        }
        return labels.get(Math.min(position, labels.size() - 1)).startsWith(PATH);
    }

    /** Picocli's model of this command, for completion scripts. */
    public CommandSpec spec() {
        return spec;
    }

    /** The first line of the help, which a usage error shows. */
    public String synopsis() {
        return new CommandLine.Help(spec, CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .synopsis(0)
                .strip();
    }

    /** The whole help with the examples. */
    public String help() {
        if (!examples.isEmpty()) {
            List<String> footer = new ArrayList<>();
            footer.add("");
            footer.add("Examples:");
            examples.forEach(example -> footer.add(escape(example)));
            spec.usageMessage().footer(footer.toArray(String[]::new));
        }
        return new CommandLine(spec).getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing();
    }

    /** Reads the words after the command's name, or fails and shows the synopsis. */
    ParseResult parse(List<String> words) {
        CommandLine parser = new CommandLine(spec)
                .setExpandAtFiles(false)
                .setUnmatchedOptionsArePositionalParams(true)
                .setOverwrittenOptionsAllowed(true);
        try {
            ParseResult result = parser.parseArgs(words.toArray(String[]::new));
            if (!result.isUsageHelpRequested()) {
                refuseUnknownOptions(words, result);
            }
            return result;
        } catch (ParameterException e) {
            throw usage(e.getMessage());
        }
    }

    /** A usage error of this command, with its synopsis. */
    ShellFailure usage(String message) {
        return ShellFailure.usage(message + System.lineSeparator() + "Usage: " + synopsis());
    }

    private void refuseUnknownOptions(List<String> words, ParseResult result) {
        int endOfOptions = words.indexOf("--");
        List<String> optionsPart = endOfOptions < 0 ? words : words.subList(0, endOfOptions);
        for (PositionalParamSpec positional : result.matchedPositionals()) {
            for (String word : positional.originalStringValues()) {
                boolean looksLikeOption = word.length() > 1
                        && word.startsWith("-")
                        && !NEGATIVE_NUMBER.matcher(word).matches();
                if (looksLikeOption && optionsPart.contains(word)) {
                    throw usage("Unknown option: '" + word + "' (put -- before arguments that start with a dash)");
                }
            }
        }
    }

    private Syntax positional(String label, String description, String arity) {
        labels.add(label);
        spec.addPositional(PositionalParamSpec.builder()
                .index(Integer.toString(labels.size() - 1))
                .arity(arity)
                .required(arity.equals("1"))
                .type(String.class)
                .paramLabel(label)
                .description(escape(description))
                .build());
        return this;
    }

    /** Picocli formats its texts; ours are plain. */
    private static String escape(String text) {
        return text.replace("%", "%%");
    }
}
