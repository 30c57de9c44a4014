package io.paddock.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.cluster.ensemble.EnsembleExtension;
import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.KindsUnderTest;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.Bytes;
import io.paddock.cluster.wire.Handshake;
import io.paddock.cluster.wire.HandshakeReply;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Received;
import io.paddock.cluster.wire.Request;
import io.paddock.cluster.wire.Requests;
import io.paddock.cluster.workload.OfficialClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that lost the others serves those who only read, until it finds them again. */
final class ReadOnlyTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int TIMEOUT_MS = 10_000;
    private static final int NOT_READ_ONLY = -119;

    @RegisterExtension
    private static final EnsembleExtension RUNNING =
            new EnsembleExtension(EnsembleSettings.of(KindsUnderTest.first(), 3)
                    .withTickTimeMs(500)
                    .withConfig("maxSessionTimeout", "60000")
                    .withConfig("localSessionsEnabled", "true")
                    .withJvmArgument("-Dreadonlymode.enabled=true"));

    private static OfficialClient before;
    private static HandshakeReply session;

    @BeforeAll
    static void comeBeforeTheLoss() throws Exception {
        ServerProcess left = RUNNING.ensemble().server(1);
        before = OfficialClient.connect(left.connectString(), TIMEOUT_MS);
        before.zookeeper().create("/kept", bytes("kept"), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        try (RawClient client = RawClient.openSession(left.address(), TIMEOUT_MS)) {
            session = client.session();
        }
    }

    @AfterAll
    static void leave() {
        before.close();
    }

    /** Those that a test before this one has lost already stay lost. */
    @BeforeEach
    void loseTheOthers() throws Exception {
        ServerProcess left = RUNNING.ensemble().server(1);
        for (ServerProcess server : RUNNING.ensemble().servers()) {
            if (server != left && server.isAlive()) {
                server.kill9();
            }
        }
        Deadline.in(PATIENCE)
                .await(
                        left + " only reads, its log is " + left.log(),
                        () -> isro(left).equals("ro"));
    }

    private static String isro(ServerProcess server) {
        try {
            return server.words().answer("isro");
        } catch (IOException silent) {
            return "";
        }
    }

    @Test
    void aClientThatAskedForItReadsAndCannotWriteAndWritesWhenTheOthersAreBack() throws Exception {
        ServerProcess left = RUNNING.ensemble().server(1);
        List<KeeperState> states = new CopyOnWriteArrayList<>();

        ZooKeeper reader = new ZooKeeper(left.connectString(), TIMEOUT_MS, event -> states.add(event.getState()), true);
        try {
            Deadline.in(PATIENCE)
                    .await("it is connected for reading", () -> states.contains(KeeperState.ConnectedReadOnly));
            assertThat(reader.getData("/kept", false, null)).isEqualTo(bytes("kept"));
            assertThat(reader.getChildren("/", false)).contains("kept", "zookeeper");
            assertThatThrownBy(() -> reader.create("/no", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT))
                    .isInstanceOf(KeeperException.NotReadOnlyException.class);
            assertThatThrownBy(() -> reader.setData("/kept", null, -1))
                    .isInstanceOf(KeeperException.NotReadOnlyException.class);
            assertThatThrownBy(() -> reader.delete("/kept", -1))
                    .isInstanceOf(KeeperException.NotReadOnlyException.class);

            RUNNING.ensemble().server(2).start();
            Deadline.in(PATIENCE)
                    .await("it is connected for writing", () -> states.contains(KeeperState.SyncConnected));

            reader.setData("/kept", bytes("kept"), -1);
            RUNNING.ensemble().server(3).start();
            Deadline.in(PATIENCE)
                    .await(
                            "all serve again",
                            () -> RUNNING.ensemble().servers().stream()
                                    .allMatch(server -> isro(server).equals("rw")));
        } finally {
            reader.close();
        }
    }

    @Test
    void theHandshakeSaysSoAndWritesAndSyncAreRefusedInTheirPlace() throws Exception {
        ServerProcess left = RUNNING.ensemble().server(1);

        try (RawClient client = RawClient.connect(left.address())) {
            Optional<HandshakeReply> reply = client.handshake(asking(Optional.of(true)), Deadline.in(PATIENCE));
            List<Request> requests = List.of(
                    Requests.getData(1, "/kept"),
                    Requests.setData(2, "/kept", "x"),
                    Requests.sync(3, "/kept"),
                    Requests.getData(4, "/kept"));
            // ZooKeeper's refusals may overtake the replies before them.
            boolean isAtOnce = KindsUnderTest.first() == ServerKind.PADDOCK;
            if (isAtOnce) {
                client.send(requests);
            }
            List<Integer> errors = new ArrayList<>();
            for (Request request : requests) {
                Received.Reply answer = isAtOnce
                        ? client.takeReply(request.xid(), Deadline.in(PATIENCE))
                        : client.call(request, Deadline.in(PATIENCE));
                errors.add(answer.error());
            }

            assertThat(reply).get().satisfies(it -> {
                assertThat(it.isAccepted()).isTrue();
                assertThat(it.readOnly()).contains(true);
            });
            assertThat(errors).containsExactly(0, NOT_READ_ONLY, NOT_READ_ONLY, 0);
        }
    }

    @Test
    void whoDidNotAskForItIsRefusedAndSoIsASessionOfTheEnsemble() throws Exception {
        ServerProcess left = RUNNING.ensemble().server(1);

        for (Handshake refused : List.of(
                asking(Optional.of(false)),
                asking(Optional.empty()),
                new Handshake(
                        0, TIMEOUT_MS, session.sessionId(), Optional.of(session.password()), Optional.of(false)))) {
            try (RawClient client = RawClient.connect(left.address())) {
                assertThat(client.handshake(refused, Deadline.in(PATIENCE))).isEmpty();
            }
        }
    }

    @Test
    void theWordsSayThatItOnlyReads() throws Exception {
        ServerProcess left = RUNNING.ensemble().server(1);

        assertThat(left.words().answer("srvr"))
                .contains("READ-ONLY mode; serving only read-only clients\n", "Mode: read-only\n");
        assertThat(left.words().monitor()).containsEntry("zk_server_state", "read-only");
    }

    private static Handshake asking(Optional<Boolean> readOnly) {
        return new Handshake(0, TIMEOUT_MS, 0, Optional.of(Bytes.copyOf(new byte[Handshake.PASSWORD_BYTES])), readOnly);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
