/**
 * What the log holds: commands, who asks for them, batches and entries, and their bytes. Nothing here is checked for being legal; that is
 * the machine's. Knows no Raft: an entry's bytes are opaque to it.
 */
package io.paddock.command;
