package io.paddock.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines that start Java as these tests run, with their class path. */
final class JavaCommand {
    private JavaCommand() {}

    /** Runs a class with a main method. */
    static List<String> of(List<String> options, String mainClass, String... words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(mainClass);
        command.addAll(List.of(words));
        return command;
    }

    /** Runs the shell, quick to start. */
    static List<String> ofShell(String... words) {
        return of(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"), "io.paddock.shell.Shell", words);
    }
}
