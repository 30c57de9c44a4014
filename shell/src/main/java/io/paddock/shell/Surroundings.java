package io.paddock.shell;

import io.paddock.shell.outcome.ShellFailure;
import java.util.Map;

/**
 * What lies around a run of the shell: the environment, standard input, and the person at the terminal if there is one.
 *
 * @param environment the environment variables
 * @param input what standard input holds
 * @param terminal the way to the person
 */
record Surroundings(Map<String, String> environment, Input input, Person terminal) {
    /** Where data comes from for an argument {@code -}. */
    interface Input {
        byte[] read();
    }

    /** Answers questions and lends the terminal to a program. */
    interface Person {
        /** Nobody: every question is a usage failure. */
        Person NOBODY = question -> {
            throw ShellFailure.usage("There is nobody at a terminal to confirm this; --yes does");
        };

        boolean isConfirming(String question);
    }
}
