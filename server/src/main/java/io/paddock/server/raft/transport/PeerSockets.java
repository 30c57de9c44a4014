package io.paddock.server.raft.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * Makes sockets between servers, plain or with TLS, where both sides must show a certificate. Immutable.
 *
 * @param bindHost where to listen, empty for all addresses
 * @param tls keys and trust, empty for plain sockets
 * @param protocols the versions of TLS allowed, empty for those of the JVM
 */
public record PeerSockets(String bindHost, Optional<SSLContext> tls, List<String> protocols) {

    private static final int BACKLOG = 50;

    public PeerSockets {
        protocols = List.copyOf(protocols);
    }

    ServerSocket listen(int port) throws IOException {
        InetAddress address = bindHost.isEmpty() ? null : InetAddress.getByName(bindHost);
        if (tls.isEmpty()) {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port), BACKLOG);
            return socket;
        }
        SSLServerSocket socket =
                (SSLServerSocket) tls.get().getServerSocketFactory().createServerSocket();
        socket.setReuseAddress(true);
        socket.setNeedClientAuth(true);
        if (!protocols.isEmpty()) {
            socket.setEnabledProtocols(protocols.toArray(String[]::new));
        }
        socket.bind(new InetSocketAddress(address, port), BACKLOG);
        return socket;
    }

    /** Connects, handshake included. */
    Socket connect(InetSocketAddress address, int timeoutMs) throws IOException {
        Socket socket =
                tls.isEmpty() ? new Socket() : tls.get().getSocketFactory().createSocket();
        try {
            socket.connect(address, timeoutMs);
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            if (socket instanceof SSLSocket secure) {
                if (!protocols.isEmpty()) {
                    secure.setEnabledProtocols(protocols.toArray(String[]::new));
                }
                secure.setSoTimeout(timeoutMs);
                secure.startHandshake();
            }
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }
}
