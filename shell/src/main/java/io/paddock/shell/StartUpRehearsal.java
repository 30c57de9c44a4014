package io.paddock.shell;

import io.paddock.shell.output.StatText;
import io.paddock.shell.provision.SourceReader;
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
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.proto.CreateResponse;
import org.apache.zookeeper.proto.GetChildren2Response;
import org.apache.zookeeper.proto.GetDataResponse;
import org.apache.zookeeper.proto.SetDataResponse;

/**
 * Loads what a one-shot command needs, so that the Java process that runs it can write those classes to an archive from
 * which later runs start faster. It talks to a port of its own where nobody answers: no server is needed.
 */
final class StartUpRehearsal {
    private StartUpRehearsal() {}

    /** Runs commands without effect. */
    public static void main(String[] words) {
        run("help");
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String servers = "127.0.0.1:" + silent.getLocalPort();
            run("-s", servers, "--timeout", "200", "--connect-timeout", "100", "get", "-s", "/a");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        loadAnswers();
        byte[] yaml = "a: b".getBytes(StandardCharsets.US_ASCII);
        new SourceReader(Map.of(), () -> yaml, false).read("-", List.of());
        System.exit(0);
    }

    private static void run(String... words) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        new Shell(Map.of(), new ByteArrayInputStream(new byte[0]), nowhere, nowhere).run(words);
    }

    /** The classes of a server's answers, which the silence does not need. */
    private static void loadAnswers() {
        List<Object> answers =
                List.of(new GetDataResponse(), new GetChildren2Response(), new SetDataResponse(), new CreateResponse());
        String text = answers + StatText.text(new Stat());
        if (text.isEmpty()) {
            throw new IllegalStateException("expected the answers of a server to print");
        }
    }
}
