package io.paddock.shell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Loads what a one-shot command needs, so that the Java process that runs it can write those classes to an archive from
 * which later runs start faster. It talks to a port of its own that nobody answers on: no server is needed.
 */
final class StartUpRehearsal {
    private static final List<String> COMMANDS = List.of(
            "get /a",
            "ls /",
            "stat /a",
            "create /a b",
            "set /a b",
            "put /a b",
            "delete /a",
            "tree /",
            "plan /dev/null");

    private StartUpRehearsal() {}

    /** Runs each command once, without effect. */
    public static void main(String[] words) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        try (ServerSocket silent = new ServerSocket(0, COMMANDS.size() * 2, InetAddress.getLoopbackAddress())) {
            String servers = "127.0.0.1:" + silent.getLocalPort();
            for (String command : COMMANDS) {
                new Shell(Map.of(), new ByteArrayInputStream(new byte[0]), nowhere, nowhere)
                        .run("-s", servers, "--connect-timeout", "300", "-c", command);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.exit(0);
    }
}
