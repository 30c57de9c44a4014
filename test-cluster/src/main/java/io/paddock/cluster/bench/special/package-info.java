/**
 * Runs of the benchmark that are no rows: a large load, idle sessions, the loss of a leader, the start, snapshots. Each
 * starts servers of its own, does something to them and gives facts.
 */
package io.paddock.cluster.bench.special;
