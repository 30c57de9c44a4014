package io.paddock.cluster.bench.load;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.List;

/**
 * What the sessions of one loop share. Owned by the loop's thread.
 *
 * @param selector where their channels are registered
 * @param input what was read last, of whichever session
 * @param tally where they count
 * @param servers where they connect
 * @param timeoutMs the session time-out they ask for
 */
record LoadGround(Selector selector, ByteBuffer input, Tally tally, List<InetSocketAddress> servers, int timeoutMs) {
    /** The server that a session with this number tries at this attempt: they are spread round robin. */
    InetSocketAddress server(int session, int attempt) {
        return servers.get(Math.floorMod(session + attempt, servers.size()));
    }
}
