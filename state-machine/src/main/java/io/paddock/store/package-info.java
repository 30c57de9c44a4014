/**
 * The replicated state's home: what was published lately in memory, everything else on disk in RocksDB.
 *
 * <p>Knows records, their bytes and their keys, and owns one thread, the background writer. Must not know what the records mean: no
 * command, no rule of the tree, no watch. The only package that sees RocksDB.
 */
package io.paddock.store;
