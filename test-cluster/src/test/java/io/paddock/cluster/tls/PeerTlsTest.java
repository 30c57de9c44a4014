package io.paddock.cluster.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.checker.ReplicaChecker;
import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Requests;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three servers that prove themselves to each other, on both of their ports. */
final class PeerTlsTest {
    private static final int TIMEOUT_MS = 20_000;
    private static final String KEYS = "-Dzookeeper.ssl.quorum.keyStore.location=";

    @TempDir
    static Path folder;

    private static Certificates certificates;

    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException {
        certificates = new Certificates(folder);
        certificates.make("peer", "CN=peer");
        certificates.make("stranger", "CN=stranger");
    }

    @Test
    void anEnsembleServesOverMutualTlsAndSurvivesItsLeader() throws Exception {
        try (LocalEnsemble ensemble = prepare()) {
            for (ServerProcess server : ensemble.servers()) {
                server.startWith(List.of(keys("peer")));
            }
            ensemble.awaitServing();
            for (ServerProcess server : ensemble.servers()) {
                write(server, "/by-" + server.id());
            }

            ServerProcess leader = ensemble.awaitLeader(Duration.ofMinutes(1));
            leader.kill9();
            ServerProcess next = ensemble.awaitLeader(Duration.ofMinutes(1));
            next.awaitServing(soon());
            write(next, "/by-the-next");
            leader.startWith(List.of(keys("peer")));
            ensemble.awaitServing();

            ReplicaChecker.awaitEqual(
                    ensemble.servers().stream().map(ServerProcess::words).toList(), soon());
            for (int port : peerPorts(ensemble)) {
                assertThat(isServed(port, "peer")).as("port %s, peer", port).isTrue();
                assertThat(isServed(port, "")).as("port %s, nobody", port).isFalse();
                assertThat(isServed(port, "stranger"))
                        .as("port %s, stranger", port)
                        .isFalse();
            }
        }
    }

    @Test
    void aServerWithACertificateThatTheOthersDoNotTrustNeverJoins() throws Exception {
        try (LocalEnsemble ensemble = prepare()) {
            ServerProcess stranger = ensemble.server(3);
            stranger.startWith(List.of(keys("stranger")));
            ensemble.server(1).startWith(List.of(keys("peer")));
            ensemble.server(2).startWith(List.of(keys("peer")));
            ensemble.server(1).awaitServing(soon());
            ensemble.server(2).awaitServing(soon());

            for (int i = 0; i < 20; i++) {
                write(ensemble.server(1 + i % 2), "/n" + i);
            }

            assertThat(stranger.words().role()).isEmpty();
            stranger.kill9();
            stranger.startWith(List.of(keys("peer")));
            stranger.awaitServing(soon());
        }
    }

    private static LocalEnsemble prepare() throws IOException, GeneralSecurityException {
        String trust = certificates.trust("p12", List.of("peer")).toString();
        return LocalEnsemble.prepare(EnsembleSettings.of(ServerKind.PADDOCK, 3)
                .withTickTimeMs(500)
                .withConfig("sslQuorum", "true")
                .withConfig("ssl.quorum.keyStore.password", Certificates.PASSWORD)
                .withConfig("ssl.quorum.trustStore.location", trust)
                .withConfig("ssl.quorum.trustStore.password", Certificates.PASSWORD));
    }

    private static String keys(String alias) throws IOException, GeneralSecurityException {
        return KEYS + certificates.keys(alias, "p12");
    }

    private static void write(ServerProcess server, String path) throws Exception {
        try (RawClient client = RawClient.openSession(server.address(), TIMEOUT_MS)) {
            assertThat(client.call(Requests.create(1, path, "x", 0), soon()).error())
                    .isZero();
        }
    }

    /** Both ports of each server, as its configuration names them. */
    private static List<Integer> peerPorts(LocalEnsemble ensemble) throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (String line :
                Files.readAllLines(ensemble.folder().resolve("server-1").resolve("zoo.cfg"))) {
            if (line.startsWith("server.")) {
                String[] parts = line.split(":", -1);
                ports.add(Integer.valueOf(parts[1]));
                ports.add(Integer.valueOf(parts[2]));
            }
        }
        assertThat(ports).hasSize(6);
        return ports;
    }

    /** Whether the handshake is done; in TLS 1.2, in which the client is told at once whether it was refused. */
    private static boolean isServed(int port, String alias) throws IOException, GeneralSecurityException {
        try (SSLSocket socket = (SSLSocket) certificates
                .context(alias, List.of("peer"))
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setSoTimeout(TIMEOUT_MS);
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.getOutputStream().write("PRI".getBytes(StandardCharsets.US_ASCII));
            return socket.getSession().getPeerCertificates().length > 0;
        } catch (IOException refused) {
            return false;
        }
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
