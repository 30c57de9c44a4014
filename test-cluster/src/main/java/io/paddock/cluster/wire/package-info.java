/**
 * A client of the ZooKeeper protocol at the level of frames, with an encoder and a decoder of its own: what a client
 * library hides or mends is visible here. It shares no code with the product nor with ZooKeeper's records, so that a
 * mistake in one is not confirmed by the other.
 */
package io.paddock.cluster.wire;
