package io.paddock.cluster.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.cluster.auth.ToldClient;
import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.FreePorts;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.time.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The secure port with real clients and certificates made for the test. */
final class ClientTlsTest {
    private static final int TIMEOUT_MS = 20_000;
    private static final List<String> KNOWN = List.of("bob", "root");

    @TempDir
    static Path folder;

    private static Certificates certificates;

    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException {
        certificates = new Certificates(folder);
        certificates.make("server", "CN=server");
        certificates.make("bob", "CN=bob, OU=Field Team, O=Paddock, C=DE");
        certificates.make("root", "CN=root");
        certificates.make("stranger", "CN=stranger");
    }

    @ParameterizedTest
    @CsvSource({"PADDOCK,p12", "PADDOCK,jks", "PADDOCK,pem", "ZOOKEEPER,p12"})
    void aClientIsWhoItsCertificateSays(ServerKind kind, String form) throws Exception {
        int port = FreePorts.next();
        EnsembleSettings settings = secure(kind, form, port)
                .withJvmArgument("-Dzookeeper.X509AuthenticationProvider.superUser=" + certificates.id("root"));
        on(settings, ensemble -> {
            try (ToldClient bob = client(port, "bob");
                    ToldClient root = client(port, "root");
                    ToldClient plain = new ToldClient(ensemble.connectString(), TIMEOUT_MS, new ZKClientConfig())) {
                plain.await(KeeperState.SyncConnected, soon());
                String id = certificates.id("bob");
                bob.zookeeper().create("/own", new byte[0], Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT);
                bob.zookeeper().create("/given", new byte[0], acl(id), CreateMode.PERSISTENT);

                assertThat(id).isEqualTo("CN=bob,OU=Field Team,O=Paddock,C=DE");
                assertThat(bob.zookeeper().getACL("/own", null)).isEqualTo(acl(id));
                assertThat(bob.zookeeper().whoAmI().stream().map(info -> info.getAuthScheme() + ":" + info.getUser()))
                        .containsExactlyInAnyOrder("ip:127.0.0.1", "x509:" + id);
                assertThat(root.zookeeper().whoAmI().stream().map(info -> info.getAuthScheme() + ":" + info.getUser()))
                        .containsExactlyInAnyOrder("ip:127.0.0.1", "super:", "x509:" + certificates.id("root"));
                for (String path : List.of("/own", "/given")) {
                    assertThat(bob.zookeeper().getData(path, false, null)).isEmpty();
                    assertThat(root.zookeeper().getData(path, false, null)).isEmpty();
                    assertThatThrownBy(() -> plain.zookeeper().getData(path, false, null))
                            .isInstanceOf(KeeperException.NoAuthException.class);
                }
            }
        });
    }

    /** A list that the client may ask for null, which those of List.of do not bear. */
    private static List<ACL> acl(String id) {
        return new ArrayList<>(List.of(new ACL(Perms.ALL, new Id("x509", id))));
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void withoutACertificateThatIsTrustedNobodyIsServed(ServerKind kind) throws Exception {
        int port = FreePorts.next();
        on(secure(kind, "p12", port), ensemble -> {
            assertThat(srvr(port, "bob")).contains("Zookeeper version");
            assertThat(srvr(port, "stranger")).isEmpty();
            assertThat(srvr(port, "")).isEmpty();
            // One byte more than the word: with four alone both servers wait ten seconds for the rest of a TLS record.
            assertThat(plain(port, "srvr\n")).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"PADDOCK,want", "PADDOCK,none", "ZOOKEEPER,none"})
    void whereItIsNotDemandedAClientComesWithoutACertificate(ServerKind kind, String clientAuth) throws Exception {
        int port = FreePorts.next();
        on(secure(kind, "p12", port).withConfig("ssl.clientAuth", clientAuth), ensemble -> {
            try (ToldClient nobody = new ToldClient("127.0.0.1:" + port, TIMEOUT_MS, tls(""))) {
                nobody.await(KeeperState.SyncConnected, soon());

                assertThat(nobody.zookeeper().whoAmI().stream().map(info -> info.getAuthScheme()))
                        .containsExactly("ip");
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aPortMaySpeakBoth(ServerKind kind) throws Exception {
        EnsembleSettings settings = tlsSettings(kind, "p12").withConfig("client.portUnification", "true");
        on(settings, ensemble -> {
            int port = ensemble.server(1).address().getPort();
            try (ToldClient plain = new ToldClient(ensemble.connectString(), TIMEOUT_MS, new ZKClientConfig())) {
                plain.await(KeeperState.SyncConnected, soon());
                plain.zookeeper().create("/plain", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
                assertThat(plainSrvr(port)).contains("Node count: 6");
                if (kind == ServerKind.PADDOCK) {
                    // ZooKeeper has no x509 provider without secureClientPort and cuts such a client off.
                    try (ToldClient encrypted = client(port, "bob")) {
                        assertThat(encrypted.zookeeper().exists("/plain", false))
                                .isNotNull();
                    }
                    assertThat(srvr(port, "bob")).contains("Node count: 6");
                    assertThat(srvr(port, "stranger")).isEmpty();
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void onlyTheProtocolsAllowedAreSpoken(ServerKind kind) throws Exception {
        int port = FreePorts.next();
        on(secure(kind, "p12", port).withConfig("ssl.enabledProtocols", "TLSv1.2"), ensemble -> {
            SSLContext context = certificates.context("bob", List.of("server"));
            assertThat(srvr(context, port, "TLSv1.2")).contains("Zookeeper version");
            assertThat(srvr(context, port, "TLSv1.3")).isEmpty();
        });
    }

    private static EnsembleSettings secure(ServerKind kind, String form, int port)
            throws IOException, GeneralSecurityException {
        return tlsSettings(kind, form)
                .withConfig("secureClientPort", String.valueOf(port))
                .withConfig("secureClientPortAddress", "127.0.0.1");
    }

    private static EnsembleSettings tlsSettings(ServerKind kind, String form)
            throws IOException, GeneralSecurityException {
        EnsembleSettings settings = EnsembleSettings.of(kind, 1)
                .withConfig(
                        "ssl.keyStore.location",
                        certificates.keys("server", form).toString())
                .withConfig("ssl.keyStore.password", form.equals("pem") ? "" : Certificates.PASSWORD)
                .withConfig(
                        "ssl.trustStore.location",
                        certificates.trust(form, KNOWN).toString())
                .withConfig("ssl.trustStore.password", form.equals("pem") ? "" : Certificates.PASSWORD);
        return kind == ServerKind.PADDOCK
                ? settings
                : settings.withConfig("serverCnxnFactory", "org.apache.zookeeper.server.NettyServerCnxnFactory");
    }

    private static ToldClient client(int port, String alias) throws Exception {
        return new ToldClient("127.0.0.1:" + port, TIMEOUT_MS, tls(alias)).await(KeeperState.SyncConnected, soon());
    }

    private static ZKClientConfig tls(String alias) throws IOException, GeneralSecurityException {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty("zookeeper.client.secure", "true");
        config.setProperty("zookeeper.clientCnxnSocket", "org.apache.zookeeper.ClientCnxnSocketNetty");
        config.setProperty(
                "zookeeper.ssl.trustStore.location",
                certificates.trust("p12", List.of("server")).toString());
        config.setProperty("zookeeper.ssl.trustStore.password", Certificates.PASSWORD);
        if (!alias.isEmpty()) {
            config.setProperty(
                    "zookeeper.ssl.keyStore.location",
                    certificates.keys(alias, "p12").toString());
            config.setProperty("zookeeper.ssl.keyStore.password", Certificates.PASSWORD);
        }
        return config;
    }

    /** What the word srvr is answered over TLS; nothing when the connection ends first. */
    private static String srvr(int port, String alias) throws IOException, GeneralSecurityException {
        return srvr(certificates.context(alias, List.of("server")), port, "TLSv1.3");
    }

    private static String srvr(SSLContext context, int port, String protocol) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setEnabledProtocols(new String[] {protocol});
            return ask(socket, "srvr");
        }
    }

    private static String plainSrvr(int port) throws IOException {
        return plain(port, "srvr");
    }

    private static String plain(int port, String word) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return ask(socket, word);
        }
    }

    private static String ask(Socket socket, String word) {
        try {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return text.contains("Zookeeper version") ? text : "";
        } catch (IOException cutOff) {
            return "";
        }
    }

    private static void on(EnsembleSettings settings, Body body) throws Exception {
        try (LocalEnsemble ensemble = LocalEnsemble.start(settings)) {
            body.run(ensemble);
        }
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }

    /** What is done with the server. */
    @FunctionalInterface
    private interface Body {
        void run(LocalEnsemble ensemble) throws Exception;
    }
}
