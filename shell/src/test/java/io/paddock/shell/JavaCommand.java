package io.paddock.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines that start Java. */
final class JavaCommand {
    /** As bin/shell.sh does: start-up counts. */
    private static final List<String> QUICK =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xlog:disable", "-Xlog:all=off");

    private JavaCommand() {}

    /** Runs a class with a main method, with the class path of these tests. */
    static List<String> of(List<String> options, String mainClass, String... words) {
        return withClassPath(classPathOfTheTests(), options, mainClass, words);
    }

    private static String classPathOfTheTests() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Runs the shell, quick to start: from its jar if the build made one of these classes. */
    static List<String> ofShell(String... words) {
        return PackagedShell.ofThisBuild()
                .map(shell -> {
                    List<String> options = new ArrayList<>(QUICK);
                    options.addAll(shell.archiveOptions(QUICK));
                    return withClassPath(shell.classPath(), options, "io.paddock.shell.Shell", words);
                })
                .orElseGet(() -> of(QUICK, "io.paddock.shell.Shell", words));
    }

    /** Runs a class with a main method, with this class path. */
    static List<String> withClassPath(String classPath, List<String> options, String mainClass, String... words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(classPath);
        command.add(mainClass);
        command.addAll(List.of(words));
        return command;
    }
}
