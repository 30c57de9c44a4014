/**
 * The path of a request through this server: writes of all connections into batches for the log, reads from the published state, and the
 * publishing of what was applied, with the events and replies that belong to it, in the one order that every connection sees.
 *
 * <p>Knows neither Netty nor Ratis: connections, the log and the way to the leader are interfaces here.
 */
package io.paddock.server.request;
