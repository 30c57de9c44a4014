/**
 * The sessions as replicated: their values, who owns them, and which ephemerals are theirs. Knows no clock: whether a session is alive is
 * for the leader to say, through the log.
 */
package io.paddock.session;
