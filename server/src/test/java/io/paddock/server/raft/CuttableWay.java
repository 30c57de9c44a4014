package io.paddock.server.raft;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port that leads to another one of this machine, until it is cut: then its connections are closed, and new ones refused. */
final class CuttableWay implements AutoCloseable {

    private final int target;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;

    CuttableWay(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "cuttable-way");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!isCut) {
            try {
                Socket near = kept(listener.accept());
                Socket far = kept(new Socket(InetAddress.getLoopbackAddress(), target));
                start(() -> pump(near, far));
                start(() -> pump(far, near));
            } catch (IOException targetIsDownOrThisIsCut) {
                // Whoever connected sees his connection end.
                sockets.removeIf(Socket::isClosed);
            }
        }
    }

    private Socket kept(Socket socket) throws IOException {
        sockets.add(socket);
        if (isCut) {
            socket.close();
        }
        return socket;
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // Both are closed by now.
            Thread.currentThread().setName("cuttable-way-ended");
        }
    }

    void cut() throws IOException {
        isCut = true;
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}
