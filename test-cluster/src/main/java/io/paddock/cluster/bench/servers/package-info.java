/**
 * The servers that a benchmark measures: those that somebody else runs, Paddock started by its own scripts as its users
 * start it, a real ZooKeeper beside it. It knows processes and files and nothing of the load.
 */
package io.paddock.cluster.bench.servers;
