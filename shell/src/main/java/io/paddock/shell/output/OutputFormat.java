package io.paddock.shell.output;

/** The two forms in which a command can print its data. */
public enum OutputFormat {
    /** Lines for people, in zkCli's layout where zkCli has the command. */
    TEXT,
    /** One JSON value on one line for each result. */
    JSON
}
