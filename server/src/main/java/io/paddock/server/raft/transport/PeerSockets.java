package io.paddock.server.raft.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * Makes sockets between servers, plain or with TLS, where both sides must show a certificate. Immutable.
 *
 * @param bindHost where to listen, empty for all addresses
 * @param tls keys and trust, empty for plain sockets
 * @param protocols the versions of TLS allowed, empty for those of the JVM
 * @param ciphers the suites allowed, empty for those of the JVM
 */
public record PeerSockets(String bindHost, Optional<SSLContext> tls, List<String> protocols, List<String> ciphers) {

    private static final int BACKLOG = 50;

    public PeerSockets {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
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
        socket.setSSLParameters(restricted(socket.getSSLParameters()));
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
                secure.setSSLParameters(restricted(secure.getSSLParameters()));
                secure.setSoTimeout(timeoutMs);
                secure.startHandshake();
            }
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** Whether the host says that nobody listens there; not when somebody does, or when nothing is heard of it. */
    static boolean isRefused(InetSocketAddress address, int timeoutMs) {
        try (Socket socket = new Socket()) {
            socket.connect(address, timeoutMs);
            return false;
        } catch (ConnectException refused) {
            return true;
        } catch (IOException unheard) {
            return false;
        }
    }

    private SSLParameters restricted(SSLParameters parameters) {
        parameters.setNeedClientAuth(true);
        if (!protocols.isEmpty()) {
            parameters.setProtocols(protocols.toArray(String[]::new));
        }
        if (!ciphers.isEmpty()) {
            parameters.setCipherSuites(ciphers.toArray(String[]::new));
        }
        return parameters;
    }
}
