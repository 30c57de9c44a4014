/**
 * Ensembles of real server processes on this machine, Paddock's or ZooKeeper's, and what can be done to them: start,
 * kill, pause, wipe. It knows the command line and the four-letter words of a server and nothing of its inside.
 */
package io.paddock.cluster.ensemble;
