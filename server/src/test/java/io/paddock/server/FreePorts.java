package io.paddock.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ports of 127.0.0.1 that nobody listens on, each handed out once in this process. They lie below those that the kernel
 * takes for outgoing connections: a client cannot grab one before it is listened on, or between two lives of a server.
 */
public final class FreePorts {
    private static final int FIRST = 11_000;
    private static final int COUNT = 20_000;
    private static final int ATTEMPTS_MAX = 1_000;
    /** Two runs side by side look in different places. */
    private static final Random RANDOM = new Random(ProcessHandle.current().pid() * 31 + System.nanoTime());

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /** One that is free now. */
    public static int next() {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            int port = FIRST + RANDOM.nextInt(COUNT);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port found in " + ATTEMPTS_MAX + " attempts");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
