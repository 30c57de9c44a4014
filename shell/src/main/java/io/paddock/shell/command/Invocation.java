package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Output;
import io.paddock.shell.session.ShellSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.common.PathUtils;
import picocli.CommandLine.ParseResult;

/** One use of one command: its arguments, read, and the shell around it. */
public final class Invocation {
    private final CommandHost host;
    private final Syntax syntax;
    private final ParseResult parsed;
    private final List<String> arguments;

    Invocation(CommandHost host, Syntax syntax, ParseResult parsed) {
        this.host = host;
        this.syntax = syntax;
        this.parsed = parsed;
        this.arguments = new ArrayList<>();
        parsed.matchedPositionals().forEach(positional -> arguments.addAll(positional.originalStringValues()));
    }

    /** The name of the command. */
    String name() {
        return syntax.name();
    }

    CommandHost host() {
        return host;
    }

    Output output() {
        return host.output();
    }

    ShellSession session() {
        return host.session();
    }

    /** The client, connected. */
    ZooKeeperAdmin zooKeeper() throws InterruptedException {
        return host.session().zooKeeper();
    }

    /** Whether this option was given. */
    boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    /** The value of an option, if it was given. */
    Optional<String> value(String option) {
        return Optional.ofNullable(parsed.matchedOptionValue(option, null));
    }

    /** All values of an option that may be given several times. */
    List<String> values(String option) {
        List<String> given = parsed.matchedOptionValue(option, List.of());
        return List.copyOf(given);
    }

    /** The value of an option as a number, or another number where it was not given. */
    long number(String option, long otherwise) {
        return value(option).map(text -> toNumber(text, option + " argument")).orElse(otherwise);
    }

    /** The value of an option as a 32-bit number, or another number where it was not given. */
    int intValue(String option, int otherwise) {
        return toInt(number(option, otherwise), option + " argument");
    }

    /** The value of an option as a version, or -1 (any) where it was not given. */
    int version(String option) {
        return intValue(option, -1);
    }

    /** How many arguments there are. */
    int count() {
        return arguments.size();
    }

    /** An argument that the syntax makes sure is there. */
    String argument(int index) {
        return arguments.get(index);
    }

    /** The arguments from this one on. */
    List<String> argumentsFrom(int index) {
        return List.copyOf(arguments.subList(Math.min(index, arguments.size()), arguments.size()));
    }

    /** An argument as a number. */
    int intArgument(int index, String what) {
        return toInt(toNumber(arguments.get(index), what), what);
    }

    /** The absolute path that an argument means. */
    String path(int index) {
        return absolute(arguments.get(index));
    }

    /** The absolute path that an argument means, or where the user stands when it is left out. */
    String pathOrHere(int index) {
        return index < arguments.size() ? path(index) : session().workingPath().path();
    }

    /** The absolute path that a typed one means; fails where ZooKeeper allows no such path. */
    String absolute(String typed) {
        String path = session().workingPath().resolve(typed);
        try {
            PathUtils.validatePath(path);
        } catch (IllegalArgumentException e) {
            throw ShellFailure.usage(e.getMessage());
        }
        return path;
    }

    /** A usage error of this command. */
    ShellFailure usage(String message) {
        return syntax.usage(message);
    }

    private long toNumber(String text, String what) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw usage("The " + what + " must be a number but is '" + text + "'");
        }
    }

    private int toInt(long number, String what) {
        if (number != (int) number) {
            throw usage("The " + what + " must be a 32-bit number but is " + number);
        }
        return (int) number;
    }
}
