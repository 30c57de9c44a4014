/**
 * The client port, on Netty: accepts, limits, frames, hands requests to the request path and sends what it put into the outbox. Decides
 * nothing about znodes or sessions.
 */
package io.paddock.server.net;
