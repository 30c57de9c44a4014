/**
 * The state machine: what an entry of the log does to the state, and what it answers. Knows no clock, no thread and no Raft; the state is
 * a store's, of which it knows the interface.
 */
package io.paddock.machine;
