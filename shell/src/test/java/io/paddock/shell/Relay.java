package io.paddock.shell;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port that passes on to a server until it is cut, and again when mended: what a lost network looks like to a client. */
final class Relay implements AutoCloseable {
    private final int ownPort;
    private final String host;
    private final int port;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile ServerSocket listening;

    Relay(String address) throws IOException {
        int colon = address.indexOf(':');
        this.host = address.substring(0, colon);
        this.port = Integer.parseInt(address.substring(colon + 1));
        this.ownPort = FreePort.next();
        this.listening = new ServerSocket(ownPort, 50, InetAddress.getLoopbackAddress());
        accept(listening);
    }

    String address() {
        return "127.0.0.1:" + ownPort;
    }

    /** Closes what is open and takes nothing more. */
    void cut() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** Passes on again, at the same port. */
    void mend() throws IOException {
        listening = new ServerSocket(ownPort, 50, InetAddress.getLoopbackAddress());
        accept(listening);
    }

    @Override
    public void close() throws IOException {
        cut();
    }

    private void accept(ServerSocket at) {
        start("relay-accept", () -> {
            try {
                while (true) {
                    Socket near = at.accept();
                    Socket far = new Socket(host, port);
                    open.add(near);
                    open.add(far);
                    if (at.isClosed()) {
                        // Cut between the two.
                        near.close();
                        far.close();
                    }
                    start("relay-in", () -> pass(near, far));
                    start("relay-out", () -> pass(far, near));
                }
            } catch (IOException cut) {
                // The end of this relay.
            }
        });
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // The end of this connection.
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
