/**
 * What clients tried and what became of it, recorded while faults happen. Values and one guarded list; it knows no
 * server, client library or rule of what is right.
 */
package io.paddock.cluster.history;
