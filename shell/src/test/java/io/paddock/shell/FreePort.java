package io.paddock.shell;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Ports of 127.0.0.1 that nobody listens on. They lie below those that the kernel takes for outgoing connections, and in
 * a range of this process's own: nobody grabs one before it is listened on, or between two lives of a server.
 */
final class FreePort {
    private static final int FIRST = 11_000;
    private static final int RANGES = 40;
    /** Ports of a range, with the one that claims it. After so many a port comes again, if it is free. */
    private static final int RANGE = 500;

    private static final ServerSocket CLAIM = claim();
    private static int last;

    private FreePort() {}

    /** Listened on until the process ends, which keeps other processes with tests out of the range that begins there. */
    private static ServerSocket claim() {
        for (int range = 0; range < RANGES; range++) {
            try {
                return listen(FIRST + range * RANGE);
            } catch (IOException claimed) {
                // The next one may be free.
            }
        }
        throw new IllegalStateException("other processes have claimed all " + RANGES + " ranges of ports");
    }

    /** One that is free now. */
    static synchronized int next() {
        for (int attempt = 1; attempt < RANGE; attempt++) {
            last = last % (RANGE - 1) + 1;
            int port = CLAIM.getLocalPort() + last;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free from " + CLAIM.getLocalPort() + " on");
    }

    private static boolean isFree(int port) {
        try {
            listen(port).close();
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
