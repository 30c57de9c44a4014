/**
 * The commands, one file each, with what they share: their syntax, their table, one invocation of one.
 *
 * <p>A command turns its arguments into calls of the ZooKeeper client and their answers into output. It does not know
 * whether it runs from a script or at a prompt, and never ends the process.
 */
package io.paddock.shell.command;
