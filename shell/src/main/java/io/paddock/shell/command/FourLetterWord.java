package io.paddock.shell.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends a four-letter word to a server. */
final class FourLetterWord {
    private static final int TIMEOUT_MS = 3_000;

    private FourLetterWord() {}

    /** The answer, which is the reason of the refusal where the server does not allow the word. */
    static String send(InetSocketAddress address, String word) throws IOException {
        InetSocketAddress resolved = new InetSocketAddress(address.getHostString(), address.getPort());
        if (resolved.isUnresolved()) {
            throw new IOException(address.getHostString() + " is not a known host");
        }
        try (Socket socket = new Socket()) {
            socket.connect(resolved, TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        }
    }
}
