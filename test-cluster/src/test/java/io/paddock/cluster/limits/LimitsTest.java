package io.paddock.cluster.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.Bytes;
import io.paddock.cluster.wire.Handshake;
import io.paddock.cluster.wire.HandshakeReply;
import io.paddock.cluster.wire.OpCode;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Received;
import io.paddock.cluster.wire.Request;
import io.paddock.cluster.wire.Requests;
import io.paddock.cluster.wire.WireWriter;
import io.paddock.cluster.wire.Xid;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each limit on one server of its own, with the answer that ZooKeeper gives. */
final class LimitsTest {
    private static final int TIMEOUT_MS = 30_000;
    private static final int SESSION_CLOSED_REQUIRE_SASL_AUTH = -124;
    private static final int KILOBYTES_OF_A_REQUEST = 3;

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void oneAddressGetsNoMoreConnectionsThanMaxClientCnxns(ServerKind kind) throws Exception {
        givesAPlaceAgainWhenOneIsLeft(kind, "maxClientCnxns", 3);
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void allTogetherGetNoMoreConnectionsThanMaxCnxns(ServerKind kind) throws Exception {
        givesAPlaceAgainWhenOneIsLeft(kind, "maxCnxns", 2);
    }

    private static void givesAPlaceAgainWhenOneIsLeft(ServerKind kind, String key, int max) throws Exception {
        on(EnsembleSettings.of(kind, 1).withConfig(key, String.valueOf(max)), server -> {
            List<RawClient> clients = openUntilRefused(server, max);

            clients.get(0).close();

            becomesFree(server);
            closeAll(clients);
        });
    }

    /** The last four-letter word may still be counted when the first client comes, so each is tried until it gets in. */
    private static List<RawClient> openUntilRefused(InetSocketAddress server, int max) throws Exception {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < max; i++) {
            clients.add(becomesFree(server));
        }
        assertThat(isAdmitted(server, new ArrayList<>())).isFalse();
        return clients;
    }

    private static RawClient becomesFree(InetSocketAddress server) throws InterruptedException {
        List<RawClient> got = new ArrayList<>();
        soon().await("a connection to " + server, () -> isAdmitted(server, got));
        return got.get(0);
    }

    private static boolean isAdmitted(InetSocketAddress server, List<RawClient> got) throws InterruptedException {
        // Refused is also who is cut off while it still connects.
        try {
            RawClient client = RawClient.connect(server);
            if (handshake(client).isPresent()) {
                got.add(client);
                return true;
            }
            client.close();
            return false;
        } catch (IOException refused) {
            return false;
        }
    }

    /** Refused is also who is cut off while it still sends. */
    private static Optional<HandshakeReply> handshake(RawClient client) throws InterruptedException {
        try {
            return client.handshake(Handshake.forNewSession(TIMEOUT_MS), soon());
        } catch (IOException cutOff) {
            return Optional.empty();
        }
    }

    private static void closeAll(List<RawClient> clients) throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aSessionsTimeoutIsBroughtWithinItsBounds(ServerKind kind) throws Exception {
        EnsembleSettings settings = EnsembleSettings.of(kind, 1)
                .withConfig("minSessionTimeout", "7000")
                .withConfig("maxSessionTimeout", "11000");
        on(settings, server -> {
            assertThat(timeoutFor(server, 1)).isEqualTo(7000);
            assertThat(timeoutFor(server, 8000)).isEqualTo(8000);
            assertThat(timeoutFor(server, Integer.MAX_VALUE)).isEqualTo(11_000);
        });
    }

    private static int timeoutFor(InetSocketAddress server, int wishedMs) throws Exception {
        try (RawClient client = RawClient.openSession(server, wishedMs)) {
            return client.session().timeoutMs();
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aRequestMayBeAsLongAsJuteMaxbufferAndNotLonger(ServerKind kind) throws Exception {
        EnsembleSettings settings = EnsembleSettings.of(kind, 1).withJvmArgument("-Djute.maxbuffer=3000");
        on(settings, server -> {
            try (RawClient client = RawClient.openSession(server, TIMEOUT_MS)) {
                String longest = "x".repeat(3000 - bodyBytesBesidesData());
                assertThat(client.call(Requests.create(1, "/a", longest, 0), soon())
                                .error())
                        .isZero();

                client.send(Requests.create(2, "/b", longest + "x", 0));

                assertThat(client.take(soon())).isInstanceOf(Received.End.class);
            }
        });
    }

    private static int bodyBytesBesidesData() {
        return Requests.create(1, "/a", "", 0).frame().length() - Integer.BYTES;
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aServerWithARaisedJuteMaxbufferTakesAndKeepsLargeData(ServerKind kind) throws Exception {
        EnsembleSettings settings = EnsembleSettings.of(kind, 1).withJvmArgument("-Djute.maxbuffer=20000000");
        on(settings, server -> {
            try (RawClient client = RawClient.openSession(server, TIMEOUT_MS)) {
                String large = "y".repeat(15 << 20);

                assertThat(client.call(Requests.create(1, "/large", large, 0), soon())
                                .error())
                        .isZero();
                assertThat(client.call(Requests.getData(2, "/large"), soon())
                                .body()
                                .length())
                        .isGreaterThan(large.length());
            }
        });
    }

    /** Unless it is set, a server waits ten seconds, longer than this test. */
    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void whoConnectsAndSaysNothingIsHungUpOn(ServerKind kind) throws Exception {
        EnsembleSettings settings =
                EnsembleSettings.of(kind, 1).withJvmArgument("-Dzookeeper.nio.sessionlessCnxnTimeout=500");
        on(settings, server -> {
            try (RawClient silent = RawClient.connect(server);
                    RawClient speaking = RawClient.openSession(server, TIMEOUT_MS)) {
                assertThat(silent.take(Deadline.in(Duration.ofSeconds(8)))).isInstanceOf(Received.End.class);

                assertThat(speaking.call(Requests.exists(1, "/"), soon()).error())
                        .isZero();
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void whoComesWhenTheConnectionTokensAreUsedUpIsCutOff(ServerKind kind) throws Exception {
        EnsembleSettings settings = EnsembleSettings.of(kind, 1)
                .withJvmArgument("-Dzookeeper.connection_throttle_tokens=2")
                .withJvmArgument("-Dzookeeper.connection_throttle_fill_time=100000000");
        on(settings, server -> {
            try (RawClient first = RawClient.connect(server);
                    RawClient second = RawClient.connect(server);
                    RawClient third = RawClient.connect(server)) {
                assertThat(handshake(first)).isPresent();
                assertThat(handshake(second)).isPresent();
                assertThat(handshake(third)).isEmpty();
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aLargeRequestThatIsOneTooManyEndsItsConnection(ServerKind kind) throws Exception {
        EnsembleSettings settings = EnsembleSettings.of(kind, 1)
                .withJvmArgument("-Dzookeeper.largeRequestThreshold=1000")
                .withJvmArgument("-Dzookeeper.largeRequestMaxBytes=4000");
        on(settings, server -> {
            try (RawClient client = RawClient.openSession(server, TIMEOUT_MS)) {
                for (int i = 1; i <= 10; i++) {
                    String data = "z".repeat(KILOBYTES_OF_A_REQUEST << 10);
                    assertThat(client.call(Requests.create(i, "/n" + i, data, 0), soon())
                                    .error())
                            .as("the bytes of earlier ones are given back, request %s", i)
                            .isZero();
                }

                client.send(Requests.create(11, "/n11", "z".repeat(5000), 0));

                assertThat(client.take(soon())).isInstanceOf(Received.End.class);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void whoMustProveWhoItIsIsAnsweredOnlyAfterThat(ServerKind kind) throws Exception {
        EnsembleSettings settings = EnsembleSettings.of(kind, 1)
                .withJvmArgument("-Dzookeeper.enforce.auth.enabled=true")
                .withJvmArgument("-Dzookeeper.enforce.auth.schemes=digest");
        on(settings, server -> {
            try (RawClient nobody = RawClient.openSession(server, TIMEOUT_MS);
                    RawClient pinging = RawClient.openSession(server, TIMEOUT_MS);
                    RawClient somebody = RawClient.openSession(server, TIMEOUT_MS)) {
                assertThat(nobody.call(Requests.exists(1, "/"), soon()))
                        .isEqualTo(new Received.Reply(1, 0, SESSION_CLOSED_REQUIRE_SASL_AUTH, Bytes.EMPTY));
                assertThat(nobody.take(soon())).isInstanceOf(Received.End.class);
                pinging.send(Request.ping());
                assertThat(pinging.takeReply(Xid.PING, soon()).error()).isEqualTo(SESSION_CLOSED_REQUIRE_SASL_AUTH);

                assertThat(somebody.call(addAuth("digest", "bob:secret"), soon())
                                .error())
                        .isZero();
                assertThat(somebody.call(Requests.exists(2, "/"), soon()).error())
                        .isZero();
            }
        });
    }

    private static Request addAuth(String scheme, String credentials) {
        return new Request(
                Xid.AUTH,
                OpCode.AUTH,
                new WireWriter()
                        .int32(0)
                        .text(scheme)
                        .buffer(Optional.of(Bytes.ofText(credentials)))
                        .toBytes());
    }

    private static void on(EnsembleSettings settings, Body body) throws Exception {
        try (LocalEnsemble ensemble = LocalEnsemble.start(settings)) {
            body.run(ensemble.server(1).address());
        }
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(30));
    }

    /** What is done with the server. */
    @FunctionalInterface
    private interface Body {
        void run(InetSocketAddress server) throws Exception;
    }
}
