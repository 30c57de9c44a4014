package io.paddock.shell;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/**
 * A port of 127.0.0.1 that nobody listens on, below those that the kernel takes for outgoing connections: none of these
 * can grab it before it is listened on, or while it is not for a moment.
 */
final class FreePort {
    private static final int FIRST = 11_000;
    private static final int COUNT = 20_000;
    private static final int ATTEMPTS_MAX = 1_000;

    private FreePort() {}

    static int next() throws IOException {
        Random random = new Random(ProcessHandle.current().pid() * 31 + System.nanoTime());
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            int port = FIRST + random.nextInt(COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no free port found in " + ATTEMPTS_MAX + " attempts");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
