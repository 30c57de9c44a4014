package io.paddock.cluster.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.cluster.client.ChildCommand;
import io.paddock.cluster.client.Clients;
import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.Bytes;
import io.paddock.cluster.wire.OpCode;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Received;
import io.paddock.cluster.wire.Request;
import io.paddock.cluster.wire.Requests;
import io.paddock.cluster.wire.WireWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.login.Configuration;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SASL's DIGEST-MD5 with users out of a JAAS file as ZooKeeper's users write it. */
final class SaslTest {
    private static final int TIMEOUT_MS = 20_000;
    private static final int NO_AUTH = -102;
    private static final int AUTH_FAILED = -115;
    private static final int SESSION_CLOSED_REQUIRE_SASL_AUTH = -124;
    private static final String PYTHON = "/usr/bin/python3";
    private static final Path KAZOO = Path.of("src", "test", "resources", "kazoo", "sasl.py");
    private static final String JAAS = """
            Server {
              org.apache.zookeeper.server.auth.DigestLoginModule required
                user_super="adminsecret"
                user_bob="bobsecret"
                user_eve="evesecret";
            };
            """;

    @TempDir
    static Path folder;

    @BeforeAll
    static void writeTheJaasFiles() throws IOException {
        Files.writeString(jaasFile(), JAAS);
        Configuration.setConfiguration(new JaasUsers(Map.of(
                "super", "adminsecret", "bob", "bobsecret", "eve", "evesecret", "bob-wrong", "guess", "mallory", "x")));
    }

    @AfterAll
    static void forgetTheUsers() {
        Configuration.setConfiguration(null);
    }

    private static Path jaasFile() {
        return folder.resolve("jaas.conf");
    }

    private static EnsembleSettings settings(ServerKind kind) {
        return EnsembleSettings.of(kind, 1)
                .withJvmArgument("-Djava.security.auth.login.config=" + jaasFile())
                .withJvmArgument(
                        "-Dzookeeper.authProvider.1=org.apache.zookeeper.server.auth.SASLAuthenticationProvider")
                .withJvmArgument("-Dzookeeper.superUser=super");
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aUserOfTheJaasFileOwnsWhatOthersMayNotSee(ServerKind kind) throws Exception {
        on(settings(kind), server -> {
            try (ToldClient bob = user(server, "bob").await(KeeperState.SaslAuthenticated, soon());
                    ToldClient eve = user(server, "eve").await(KeeperState.SaslAuthenticated, soon());
                    ToldClient root = user(server, "super").await(KeeperState.SaslAuthenticated, soon())) {
                bob.zookeeper().create("/explicit", new byte[0], acl("sasl", "bob"), CreateMode.PERSISTENT);
                bob.zookeeper().create("/own", new byte[0], Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT);

                assertThat(bob.zookeeper().getACL("/own", null)).isEqualTo(acl("sasl", "bob"));
                assertThat(bob.zookeeper().whoAmI().stream().map(info -> info.getAuthScheme() + ":" + info.getUser()))
                        .containsExactlyInAnyOrder("ip:127.0.0.1", "sasl:bob");
                for (String path : List.of("/explicit", "/own")) {
                    assertThat(bob.zookeeper().getData(path, false, null)).isEmpty();
                    assertThatThrownBy(() -> eve.zookeeper().getData(path, false, null))
                            .isInstanceOf(KeeperException.NoAuthException.class);
                    assertThat(root.zookeeper().getData(path, false, null)).isEmpty();
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void whatAnyUserMayDoIsForAllWhoProvedToBeOne(ServerKind kind) throws Exception {
        on(settings(kind).withJvmArgument("-Dzookeeper.letAnySaslUserDoX=everybody"), server -> {
            try (ToldClient bob = user(server, "bob").await(KeeperState.SaslAuthenticated, soon());
                    ToldClient eve = user(server, "eve").await(KeeperState.SaslAuthenticated, soon());
                    RawClient nobody = RawClient.openSession(server.server(1).address(), TIMEOUT_MS)) {
                bob.zookeeper().create("/all", new byte[0], acl("sasl", "everybody"), CreateMode.PERSISTENT);
                bob.zookeeper().create("/own", new byte[0], Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT);

                assertThat(eve.zookeeper().getData("/all", false, null)).isEmpty();
                assertThatThrownBy(() -> eve.zookeeper().getData("/own", false, null))
                        .isInstanceOf(KeeperException.NoAuthException.class);
                assertThat(nobody.call(Requests.getData(1, "/all"), soon()).error())
                        .isEqualTo(NO_AUTH);
                assertThat(bob.zookeeper().getACL("/own", null)).isEqualTo(acl("sasl", "bob"));
                assertThat(eve.zookeeper().whoAmI().stream().map(info -> info.getAuthScheme()))
                        .containsExactlyInAnyOrder("ip", "sasl");
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aWrongPasswordOrUserFails(ServerKind kind) throws Exception {
        on(settings(kind), server -> {
            for (String user : List.of("bob-wrong", "mallory")) {
                try (ToldClient client = user(server, user)) {
                    client.await(KeeperState.AuthFailed, soon());

                    assertThat(client.wasTold(KeeperState.SaslAuthenticated)).isFalse();
                    assertThatThrownBy(() -> client.zookeeper().exists("/", false))
                            .isInstanceOf(KeeperException.AuthFailedException.class);
                }
            }
            try (RawClient raw = RawClient.openSession(server.server(1).address(), TIMEOUT_MS)) {
                Received.Reply challenge = raw.call(token(1, Bytes.EMPTY), soon());
                assertThat(challenge.error()).isZero();
                assertThat(challenge.body().text()).contains("realm=\"zk-sasl-md5\"", "algorithm=md5-sess");

                assertThat(raw.call(token(2, Bytes.ofText("nonsense")), soon()))
                        .isEqualTo(new Received.Reply(2, 0, AUTH_FAILED, nullToken()));
                assertThat(raw.take(soon())).isInstanceOf(Received.End.class);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void whereSaslIsDemandedNobodyElseIsServed(ServerKind kind) throws Exception {
        on(settings(kind).withJvmArgument("-Dzookeeper.sessionRequireClientSASLAuth=true"), server -> {
            try (ToldClient bob = user(server, "bob").await(KeeperState.SaslAuthenticated, soon());
                    RawClient nobody = RawClient.openSession(server.server(1).address(), TIMEOUT_MS);
                    RawClient failing = RawClient.openSession(server.server(1).address(), TIMEOUT_MS)) {
                assertThat(bob.zookeeper().exists("/", false)).isNotNull();
                assertThat(nobody.call(Requests.exists(1, "/"), soon()).error())
                        .isEqualTo(SESSION_CLOSED_REQUIRE_SASL_AUTH);
                assertThat(nobody.take(soon())).isInstanceOf(Received.End.class);
                failing.call(token(1, Bytes.EMPTY), soon());
                assertThat(failing.call(token(2, Bytes.ofText("nonsense")), soon()))
                        .isEqualTo(new Received.Reply(2, 0, SESSION_CLOSED_REQUIRE_SASL_AUTH, nullToken()));
                assertThat(failing.take(soon())).isInstanceOf(Received.End.class);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void whoFailedMayGoOnAsNobodyWhereThatIsAllowed(ServerKind kind) throws Exception {
        on(settings(kind).withJvmArgument("-Dzookeeper.allowSaslFailedClients=true"), server -> {
            try (RawClient client = RawClient.openSession(server.server(1).address(), TIMEOUT_MS)) {
                client.call(token(1, Bytes.EMPTY), soon());

                assertThat(client.call(token(2, Bytes.ofText("nonsense")), soon()))
                        .isEqualTo(new Received.Reply(2, 0, 0, nullToken()));
                assertThat(client.call(Requests.exists(3, "/"), soon()).error()).isZero();
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void withoutAJaasFileAClientIsToldNothing(ServerKind kind) throws Exception {
        on(EnsembleSettings.of(kind, 1), server -> {
            try (RawClient client = RawClient.openSession(server.server(1).address(), TIMEOUT_MS)) {
                assertThat(client.call(token(1, Bytes.EMPTY), soon()))
                        .isEqualTo(new Received.Reply(1, 0, 0, nullToken()));

                client.send(new Request(2, OpCode.SASL, nullToken()));

                assertThat(client.take(soon())).isInstanceOf(Received.End.class);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void kazooAuthenticatesAndIsRefusedWithAWrongPassword(ServerKind kind) throws Exception {
        Clients.require("kazoo with puresasl (Debian)", List.of(PYTHON, "-c", "import kazoo.client, puresasl"));
        on(settings(kind), server -> {
            ChildCommand.Result result =
                    ChildCommand.run(List.of(PYTHON, KAZOO.toString(), server.connectString(), "bob", "bobsecret"));

            assertThat(result.status()).as(result.output()).isZero();
        });
    }

    private static Request token(int xid, Bytes token) {
        return new Request(
                xid, OpCode.SASL, new WireWriter().buffer(Optional.of(token)).toBytes());
    }

    private static Bytes nullToken() {
        return new WireWriter().int32(-1).toBytes();
    }

    private static ToldClient user(LocalEnsemble server, String section) throws IOException {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, section);
        // The client of 3.9.5 refuses DIGEST-MD5 in this mode, which is its default.
        config.setProperty("zookeeper.fips-mode", "false");
        return new ToldClient(server.connectString(), TIMEOUT_MS, config);
    }

    /** A list that the client may ask for null, which those of List.of do not bear. */
    private static List<ACL> acl(String scheme, String id) {
        return new ArrayList<>(List.of(new ACL(Perms.ALL, new Id(scheme, id))));
    }

    private static void on(EnsembleSettings settings, Body body) throws Exception {
        try (LocalEnsemble ensemble = LocalEnsemble.start(settings)) {
            body.run(ensemble);
        }
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(30));
    }

    /** What is done with the server. */
    @FunctionalInterface
    private interface Body {
        void run(LocalEnsemble server) throws Exception;
    }
}
