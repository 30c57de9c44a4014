package io.paddock.cluster.admin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Asks one server its four-letter words. Immutable; each word is a connection of its own. */
public final class FourLetterWords {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final InetSocketAddress server;
    private final int timeoutMs;

    /** For a server's client port, with a time-out of five seconds to connect and between bytes. */
    public FourLetterWords(InetSocketAddress server) {
        this(server, PATIENCE);
    }

    /** For a server's client port, with the given time-out to connect and between bytes. */
    public FourLetterWords(InetSocketAddress server, Duration timeout) {
        this.server = server;
        this.timeoutMs = Math.toIntExact(timeout.toMillis());
    }

    /**
     * The whole answer, up to the server's closing of the connection.
     *
     * @throws IOException when the server cannot be reached, does not answer in time or cuts the connection
     */
    public String answer(String word) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, timeoutMs);
            socket.setSoTimeout(timeoutMs);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The keys and values of {@code mntr}; empty when the server answers that it does not serve. */
    public Map<String, String> monitor() throws IOException {
        return table(answer("mntr"), '\t');
    }

    /** The keys and values of Paddock's {@code dgst}: indexes applied and digests of the state. */
    public Map<String, String> digests() throws IOException {
        return table(answer("dgst"), '=');
    }

    /** The role the server says it has ({@code leader}, {@code follower}, ...), or none while it does not serve. */
    public Optional<String> role() {
        try {
            return Optional.ofNullable(monitor().get("zk_server_state"));
        } catch (IOException notServing) {
            return Optional.empty();
        }
    }

    private static Map<String, String> table(String answer, char separator) {
        Map<String, String> values = new TreeMap<>();
        for (String line : answer.lines().toList()) {
            int at = line.indexOf(separator);
            if (at > 0) {
                values.put(line.substring(0, at), line.substring(at + 1));
            }
        }
        return values;
    }
}
