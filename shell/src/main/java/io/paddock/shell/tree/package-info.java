/**
 * Subtrees of znodes as values: their paths, their content, how they are read from a server and written to one.
 *
 * <p>Knows the official ZooKeeper client; no command, no file, no source of configuration.
 */
package io.paddock.shell.tree;
