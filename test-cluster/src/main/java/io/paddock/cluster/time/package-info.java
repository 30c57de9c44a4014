/**
 * Waiting for a condition with a deadline, so that no test sleeps for a guessed time. It knows nothing of servers or
 * sockets; everything else here that waits uses it.
 */
package io.paddock.cluster.time;
