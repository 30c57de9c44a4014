/**
 * ZooKeeper's client protocol (3.9.5) as bytes: frames in, {@link io.paddock.server.wire.Call calls} out of them, replies and events back into
 * bytes. Every length is checked against what is there before it is used. Knows no session, no state and no thread.
 */
package io.paddock.server.wire;
