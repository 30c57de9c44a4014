package io.paddock.cluster.compare;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** Stands before a real server and changes what it answers: a server with a planted defect. */
final class TamperingProxy implements AutoCloseable {
    private static final int HEADER_BYTES = 16;

    private final InetSocketAddress server;
    private final Defect defect;
    private final ServerSocket listener;

    private TamperingProxy(InetSocketAddress server, Defect defect, ServerSocket listener) {
        this.server = server;
        this.defect = defect;
        this.listener = listener;
    }

    static TamperingProxy before(InetSocketAddress server, Defect defect) throws IOException {
        TamperingProxy proxy =
                new TamperingProxy(server, defect, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        proxy.spawn("accept", proxy::acceptAll);
        return proxy;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private void acceptAll() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket upstream = new Socket(server.getAddress(), server.getPort());
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            spawn("requests", () -> copy(client, upstream));
            spawn("replies", () -> tamper(upstream, client));
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        }
    }

    private void tamper(Socket from, Socket to) throws IOException {
        try (DataInputStream in = new DataInputStream(from.getInputStream());
                DataOutputStream out = new DataOutputStream(to.getOutputStream())) {
            write(List.of(read(in)), out);
            while (true) {
                byte[] frame = read(in);
                write(frame.length < HEADER_BYTES ? List.of(frame) : defect.apply(frame), out);
            }
        }
    }

    private static byte[] read(DataInputStream in) throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return frame;
    }

    private static void write(List<byte[]> frames, DataOutputStream out) throws IOException {
        for (byte[] frame : frames) {
            out.writeInt(frame.length);
            out.write(frame);
        }
    }

    private void spawn(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (EOFException | java.net.SocketException end) {
                        // One side has closed; the other follows by the closing of the streams.
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                },
                "tampering-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** What to send instead of a reply or event; called by one thread per connection. */
    @FunctionalInterface
    interface Defect {
        List<byte[]> apply(byte[] frame);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
