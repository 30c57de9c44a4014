/**
 * Who is to be told of which changes, on this server. Not replicated. Knows paths and changes; what a watcher is, is the caller's, and so is
 * the check whether it may hear of a change.
 */
package io.paddock.watch;
