/**
 * How a command ends: the exit status of each kind of failure, and the sentence that tells of it.
 *
 * <p>Knows ZooKeeper's exceptions, no command and no output.
 */
package io.paddock.shell.outcome;
