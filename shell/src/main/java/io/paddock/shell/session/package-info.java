/**
 * The shell's tie to the servers: one connection at a time, told when lost and re-made, with its watches and credentials
 * carried over; and the path the user stands on.
 *
 * <p>Knows the official ZooKeeper client, no command.
 */
package io.paddock.shell.session;
