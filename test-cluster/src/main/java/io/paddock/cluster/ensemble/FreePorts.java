package io.paddock.cluster.ensemble;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Hands out ports of 127.0.0.1 that nobody listens on, each at most once in this process. Guarded by its own lock.
 *
 * <p>They lie below the range that the kernel takes for outgoing connections, so that no client socket can grab one
 * between two lives of a server.
 */
public final class FreePorts {
    private static final int FIRST = 11_000;
    private static final int COUNT = 20_000;
    private static final int ATTEMPTS_MAX = 1_000;
    private static final FreePorts SHARED = new FreePorts();

    @GuardedBy("this")
    private final Random random = new Random(ProcessHandle.current().pid() * 31 + System.nanoTime());

    @GuardedBy("this")
    private final Set<Integer> given = new HashSet<>();

    private FreePorts() {}

    /** The one of this process. */
    public static FreePorts shared() {
        return SHARED;
    }

    /** A port that is free now. */
    public synchronized int next() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            int port = FIRST + random.nextInt(COUNT);
            if (!given.contains(port) && isFree(port)) {
                given.add(port);
                return port;
            }
        }
        throw new IOException("no free port found in " + ATTEMPTS_MAX + " attempts");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
