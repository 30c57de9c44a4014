/**
 * What the benchmark measures: metrics with their units, the figures of one run, medians over runs. Values only; it knows
 * nothing of servers, sockets or output.
 */
package io.paddock.cluster.bench.measure;
