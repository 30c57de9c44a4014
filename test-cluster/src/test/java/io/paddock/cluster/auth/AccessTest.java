package io.paddock.cluster.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.paddock.cluster.wire.Xid;
import io.paddock.cluster.workload.OfficialClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may do what under the settings that change it. */
final class AccessTest {
    private static final int TIMEOUT_MS = 20_000;
    private static final int AUTH_FAILED = -115;

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void skippedAclsLetEverybodyInButMustBeLegalAndAreShown(ServerKind kind) throws Exception {
        on(EnsembleSettings.of(kind, 1).withJvmArgument("-Dzookeeper.skipACL=yes"), ensemble -> {
            try (OfficialClient client = client(ensemble)) {
                ZooKeeper zk = client.zookeeper();
                List<ACL> nobody = acl(0, "digest", "a:b");
                zk.create("/closed", new byte[0], nobody, CreateMode.PERSISTENT);
                zk.setData("/closed", new byte[1], -1);

                assertThat(zk.getData("/closed", false, null)).hasSize(1);
                assertThat(zk.getACL("/closed", null)).isEqualTo(nobody);
                assertThat(schemes(zk)).containsExactly("ip");
                assertThatThrownBy(() -> zk.create("/a", null, Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT))
                        .isInstanceOf(KeeperException.InvalidACLException.class);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void anAddressIsWithinItsRangeOrNot(ServerKind kind) throws Exception {
        on(EnsembleSettings.of(kind, 1), ensemble -> {
            try (OfficialClient client = client(ensemble)) {
                ZooKeeper zk = client.zookeeper();
                for (String range : List.of("127.0.0.1", "127.0.0.0/8", "127.0.0.1/32", "0.0.0.0/0", "126.0.0.0/7")) {
                    String path = "/in-" + range.replace('/', '-');
                    zk.create(path, new byte[0], acl(Perms.READ, "ip", range), CreateMode.PERSISTENT);
                    assertThat(zk.getData(path, false, null)).as(range).isEmpty();
                }
                for (String range : List.of("127.0.0.2", "10.0.0.0/8", "127.0.0.2/32", "128.0.0.0/1")) {
                    String path = "/out-" + range.replace('/', '-');
                    zk.create(path, new byte[0], acl(Perms.READ, "ip", range), CreateMode.PERSISTENT);
                    assertThatThrownBy(() -> zk.getData(path, false, null))
                            .as(range)
                            .isInstanceOf(KeeperException.NoAuthException.class);
                }
                for (String range : List.of("127.0.0.1/33", "127.0.0", "127.0.0.1/-1", "localhost")) {
                    assertThatThrownBy(() ->
                                    zk.create("/no", new byte[0], acl(Perms.READ, "ip", range), CreateMode.PERSISTENT))
                            .as(range)
                            .isInstanceOf(KeeperException.InvalidACLException.class);
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void theSuperUserMayDoEverythingWhateverTheAlgorithm(ServerKind kind) throws Exception {
        EnsembleSettings settings = EnsembleSettings.of(kind, 1)
                .withJvmArgument("-Dzookeeper.DigestAuthenticationProvider.digestAlg=SHA-256")
                .withJvmArgument("-Dzookeeper.DigestAuthenticationProvider.superDigest=" + digest("super:secret"));
        on(settings, ensemble -> {
            try (OfficialClient bob = client(ensemble);
                    OfficialClient root = client(ensemble)) {
                bob.zookeeper().addAuthInfo("digest", "bob:pw".getBytes(StandardCharsets.UTF_8));
                bob.zookeeper().create("/own", new byte[0], Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT);
                assertThat(bob.zookeeper().getACL("/own", null)).isEqualTo(acl(Perms.ALL, "digest", digest("bob:pw")));
                assertThatThrownBy(() -> root.zookeeper().getData("/own", false, null))
                        .isInstanceOf(KeeperException.NoAuthException.class);

                root.zookeeper().addAuthInfo("digest", "super:secret".getBytes(StandardCharsets.UTF_8));

                assertThat(root.zookeeper().getData("/own", false, null)).isEmpty();
                assertThat(schemes(root.zookeeper())).containsExactlyInAnyOrder("ip", "super", "digest");
                root.zookeeper().delete("/own", -1);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void withoutDigestsNobodyProvesAndNoAclNamesOne(ServerKind kind) throws Exception {
        EnsembleSettings settings =
                EnsembleSettings.of(kind, 1).withJvmArgument("-Dzookeeper.DigestAuthenticationProvider.enabled=false");
        on(settings, ensemble -> {
            try (OfficialClient client = client(ensemble);
                    RawClient raw = RawClient.openSession(ensemble.server(1).address(), TIMEOUT_MS)) {
                assertThatThrownBy(() -> client.zookeeper()
                                .create("/a", new byte[0], acl(Perms.ALL, "digest", "a:b"), CreateMode.PERSISTENT))
                        .isInstanceOf(KeeperException.InvalidACLException.class);
                assertThat(raw.call(auth("digest", "bob:pw"), soon()))
                        .isEqualTo(new Received.Reply(Xid.AUTH, 0, AUTH_FAILED, Bytes.EMPTY));
                assertThat(raw.take(soon())).isInstanceOf(Received.End.class);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aClientOfAnotherEnsembleIsCutOff(ServerKind kind) throws Exception {
        EnsembleSettings settings = EnsembleSettings.of(kind, 1)
                .withJvmArgument(
                        "-Dzookeeper.authProvider.1=org.apache.zookeeper.server.auth.EnsembleAuthenticationProvider")
                .withJvmArgument("-Dzookeeper.ensembleAuthName=north,south");
        on(settings, ensemble -> {
            try (RawClient own = RawClient.openSession(ensemble.server(1).address(), TIMEOUT_MS);
                    RawClient stranger =
                            RawClient.openSession(ensemble.server(1).address(), TIMEOUT_MS)) {
                assertThat(own.call(auth("ensemble", "south"), soon()).error()).isZero();
                assertThat(own.call(Requests.exists(1, "/"), soon()).error()).isZero();

                stranger.send(auth("ensemble", "west"));

                assertThat(stranger.take(soon())).isInstanceOf(Received.End.class);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void whoMayNotReadAZnodeHearsNothingOfItsChange(ServerKind kind) throws Exception {
        on(EnsembleSettings.of(kind, 1), ensemble -> {
            try (OfficialClient alice = client(ensemble);
                    RawClient outsider =
                            RawClient.openSession(ensemble.server(1).address(), TIMEOUT_MS)) {
                ZooKeeper zk = alice.zookeeper();
                zk.addAuthInfo("digest", "alice:pw".getBytes(StandardCharsets.UTF_8));
                zk.create("/watched", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
                assertThat(outsider.call(Requests.watchData(1, "/watched"), soon())
                                .error())
                        .isZero();
                zk.setACL("/watched", Ids.CREATOR_ALL_ACL, -1);
                zk.setData("/watched", new byte[1], -1);
                zk.setACL("/watched", Ids.OPEN_ACL_UNSAFE, -1);
                zk.setData("/watched", new byte[2], -1);

                assertThat(outsider.call(Requests.getData(2, "/watched"), soon())
                                .error())
                        .isZero();

                assertThat(outsider.events())
                        .as("the watch was used up by the change that was hidden")
                        .isEmpty();
            }
        });
    }

    private static String digest(String userAndPassword) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(userAndPassword.getBytes(StandardCharsets.UTF_8));
        return userAndPassword.substring(0, userAndPassword.indexOf(':')) + ":"
                + Base64.getEncoder().encodeToString(hash);
    }

    private static List<String> schemes(ZooKeeper zk) throws InterruptedException {
        return zk.whoAmI().stream().map(info -> info.getAuthScheme()).toList();
    }

    /** A list that the client may ask for null, which those of List.of do not bear. */
    private static List<ACL> acl(int permissions, String scheme, String id) {
        return new ArrayList<>(List.of(new ACL(permissions, new Id(scheme, id))));
    }

    private static Request auth(String scheme, String credentials) {
        return new Request(
                Xid.AUTH,
                OpCode.AUTH,
                new WireWriter()
                        .int32(0)
                        .text(scheme)
                        .buffer(Optional.of(Bytes.ofText(credentials)))
                        .toBytes());
    }

    private static OfficialClient client(LocalEnsemble ensemble) throws Exception {
        return OfficialClient.connect(ensemble.connectString(), TIMEOUT_MS);
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
        void run(LocalEnsemble ensemble) throws Exception;
    }
}
