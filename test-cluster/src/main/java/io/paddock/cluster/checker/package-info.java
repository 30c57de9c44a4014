/**
 * Judges of what was recorded: whether the writes that clients were told of are all there, once and in order, and
 * whether all servers have the same state. They change nothing and answer with the rules broken, in words.
 */
package io.paddock.cluster.checker;
