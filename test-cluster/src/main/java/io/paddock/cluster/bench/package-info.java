/**
 * The benchmark for users, started by {@code bin/bench}: its command line, what is run in which order, and where the
 * figures go. The load, the servers, the figures and the reports have packages of their own below.
 */
package io.paddock.cluster.bench;
