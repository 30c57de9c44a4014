/**
 * What the user sees: data on one stream, remarks on the other, as text or as JSON.
 *
 * <p>Knows ZooKeeper's value classes for printing, no command and no connection.
 */
package io.paddock.shell.output;
