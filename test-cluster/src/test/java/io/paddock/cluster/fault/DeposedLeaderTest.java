package io.paddock.cluster.fault;

import static io.paddock.cluster.fault.FaultTrial.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.DataReply;
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
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.junit.jupiter.api.Test;

/** A leader that slept through its fall and wakes up believing that it still leads. */
final class DeposedLeaderTest {
    private static final int TIMEOUT_MS = 60_000;
    private static final int ROUNDS = 3;
    private static final int CLIENTS = 4;
    private static final String PATH = "/fresh";
    private static final Request READ = Requests.getData(2, PATH);

    @Test
    void aSyncThroughADeposedLeaderShowsWhatTheNewOneAcknowledged() throws Exception {
        deposeTimeAndAgain(FaultTrial.settings(), List.of(Requests.sync(1, PATH), READ));
    }

    @Test
    void aLinearizableReadThroughADeposedLeaderShowsWhatTheNewOneAcknowledged() throws Exception {
        deposeTimeAndAgain(FaultTrial.settings().withConfig("paddock.linearizableReads", "true"), List.of(READ));
    }

    private static void deposeTimeAndAgain(EnsembleSettings settings, List<Request> question) throws Exception {
        assumeTrue(settings.kind() == ServerKind.PADDOCK, "ZooKeeper does not promise this");
        FaultTrial.run(settings, ensemble -> {
            try (OfficialClient maker = OfficialClient.connect(ensemble.connectString(), TIMEOUT_MS)) {
                maker.zookeeper().create(PATH, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            }
            int answers = 0;
            for (int round = 0; round < ROUNDS; round++) {
                answers += deposeAndRead(ensemble, "value-" + round, question);
            }
            System.out.println("answers through a deposed leader on connections made before: " + answers);
            FaultTrial.assertEqualDigests(ensemble);
        });
    }

    /** Gives how many of the old connections were answered; none may be answered with an older value. */
    private static int deposeAndRead(LocalEnsemble ensemble, String value, List<Request> question) throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            ServerProcess old = openAtLeader(ensemble, clients);
            old.pause();
            writeThroughAnother(ensemble, old, value);
            for (RawClient client : clients) {
                client.send(question);
            }
            old.resume();
            int answers = 0;
            for (RawClient client : clients) {
                Optional<Received.Reply> reply = replyOrEnd(client);
                reply.ifPresent(read -> assertThat(DataReply.of(read).data()).isEqualTo(value));
                answers += reply.isPresent() ? 1 : 0;
            }
            readAnew(old, value, question);
            return answers;
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    /** Who leads, with sessions of its: who is about to lead, or just ceased to, takes nobody. */
    private static ServerProcess openAtLeader(LocalEnsemble ensemble, List<RawClient> clients)
            throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(FaultTrial.PATIENCE);
        while (true) {
            ServerProcess leader = ensemble.awaitLeader(FaultTrial.PATIENCE);
            try {
                while (clients.size() < CLIENTS) {
                    clients.add(RawClient.openSession(leader.address(), TIMEOUT_MS));
                }
                return leader;
            } catch (IOException refused) {
                if (deadline.hasPassed()) {
                    throw refused;
                }
                for (RawClient client : clients) {
                    client.close();
                }
                clients.clear();
            }
        }
    }

    private static void writeThroughAnother(LocalEnsemble ensemble, ServerProcess old, String value)
            throws IOException, InterruptedException {
        ServerProcess other = ensemble.servers().stream()
                .filter(server -> server != old)
                .findFirst()
                .orElseThrow();
        try (OfficialClient writer = OfficialClient.connect(other.connectString(), TIMEOUT_MS)) {
            soon().await("a write through " + other, () -> isWritten(writer, value));
        }
    }

    private static boolean isWritten(OfficialClient writer, String value) throws InterruptedException {
        try {
            writer.zookeeper().setData(PATH, value.getBytes(StandardCharsets.UTF_8), -1);
            return true;
        } catch (KeeperException.ConnectionLossException again) {
            return false;
        } catch (KeeperException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The reply to the read; none when the connection was cut, the sync failed or no answer came for a while. */
    private static Optional<Received.Reply> replyOrEnd(RawClient client) throws InterruptedException {
        Deadline deadline = Deadline.in(Duration.ofMinutes(1));
        while (true) {
            Received next = client.take(deadline);
            if (next instanceof Received.End) {
                return Optional.empty();
            }
            if (next instanceof Received.Reply reply && reply.xid() == 1 && reply.error() != 0) {
                return Optional.empty();
            }
            if (next instanceof Received.Reply reply && reply.xid() == 2) {
                return Optional.of(reply);
            }
        }
    }

    private static void readAnew(ServerProcess old, String value, List<Request> question)
            throws IOException, InterruptedException {
        Deadline deadline = soon();
        Optional<String> read = Optional.empty();
        while (read.isEmpty()) {
            old.awaitServing(deadline);
            read = readOnce(old, question, deadline);
        }
        assertThat(read).contains(value);
    }

    /** None when the server, which learns that it leads no longer, cuts the connection or refuses. */
    private static Optional<String> readOnce(ServerProcess old, List<Request> question, Deadline deadline)
            throws InterruptedException {
        try (RawClient client = RawClient.openSession(old.address(), TIMEOUT_MS)) {
            client.send(question);
            Received.Reply reply = client.takeReply(2, deadline);
            return reply.error() == 0 ? Optional.of(DataReply.of(reply).data()) : Optional.empty();
        } catch (IOException cutOff) {
            return Optional.empty();
        }
    }
}
