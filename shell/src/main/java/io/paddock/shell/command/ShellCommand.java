package io.paddock.shell.command;

import org.apache.zookeeper.KeeperException;

/** One command of the shell. Made anew for each use. */
public interface ShellCommand {
    /** The command's name, options, arguments, help and examples. */
    Syntax syntax();

    /**
     * Does it. Prints its data on the invocation's output and fails with a {@code ShellFailure}, or with what the client
     * threw.
     */
    void run(Invocation call) throws KeeperException, InterruptedException;
}
