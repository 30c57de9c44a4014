/**
 * What operators ask a running server: the four-letter words, and the figures behind them.
 *
 * <p>The texts are those of ZooKeeper 3.9.5, byte for byte, because monitoring tools parse them. This package formats
 * and counts; it does not know where the values come from ({@link io.paddock.server.admin.ServerStatus} is implemented
 * elsewhere), nor sockets, nor Raft.
 */
package io.paddock.server.admin;
