package io.paddock.cluster.malformed;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.checker.ReplicaChecker;
import io.paddock.cluster.ensemble.EnsembleExtension;
import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.Bytes;
import io.paddock.cluster.wire.OpCode;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Request;
import io.paddock.cluster.wire.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests damaged at random, sent to an ensemble of Paddock; the seed is printed, {@code -Dfuzz.seed} repeats it. */
final class FuzzTest {
    @RegisterExtension
    static final EnsembleExtension PADDOCK = new EnsembleExtension(EnsembleSettings.of(ServerKind.PADDOCK, 3));

    private static final int TIMEOUT_MS = 30_000;
    private static final int CONNECTIONS = 150;
    private static final int REQUESTS = 30;
    private static final int BODY_BYTES_MAX = 60;

    @Test
    void noRequestWhateverItsBytesStopsAServerOrMakesReplicasDiffer() throws IOException, InterruptedException {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        System.out.println("repeat with -Dfuzz.seed=" + seed);
        Random random = new Random(seed);
        List<ServerProcess> servers = PADDOCK.ensemble().servers();
        List<Long> pids = servers.stream().map(ServerProcess::pid).toList();

        for (int connection = 0; connection < CONNECTIONS; connection++) {
            ServerProcess server = servers.get(connection % servers.size());
            server.awaitServing(soon());
            sendDamaged(server, random);
        }

        assertThat(servers).allMatch(ServerProcess::isAlive);
        assertThat(servers.stream().map(ServerProcess::pid)).isEqualTo(pids);
        for (ServerProcess server : servers) {
            try (RawClient client = RawClient.openSession(server.address(), TIMEOUT_MS)) {
                String path = "/after-" + server.id();
                assertThat(client.call(Requests.create(1, path, "", 0), soon()).error())
                        .isZero();
            }
        }
        ReplicaChecker.awaitEqual(servers.stream().map(ServerProcess::words).toList(), soon());
    }

    /** Sends requests until the server closes the connection, which most damages make it do, or all are answered. */
    private static void sendDamaged(ServerProcess server, Random random) throws IOException, InterruptedException {
        try (RawClient client = RawClient.openSession(server.address(), TIMEOUT_MS)) {
            try {
                for (int i = 1; i <= REQUESTS; i++) {
                    client.send(damaged(i, random));
                }
                client.call(Requests.closeSession(REQUESTS + 1), soon());
            } catch (IOException closedByServer) {
                assertThat(server.isAlive()).isTrue();
            }
        }
    }

    private static Request damaged(int xid, Random random) {
        Request whole = whole(xid, random);
        byte[] body = whole.body().toArray();
        switch (random.nextInt(4)) {
            case 0 -> body = Arrays.copyOf(body, random.nextInt(body.length + 1));
            case 1 -> body[random.nextInt(body.length)] = (byte) random.nextInt();
            case 2 -> body = Arrays.copyOf(body, body.length + random.nextInt(BODY_BYTES_MAX));
            default -> {
                // Left whole, so that some of what surrounds the damage takes effect.
            }
        }
        int opCode = random.nextInt(8) == 0 ? random.nextInt(120) - 12 : whole.opCode();
        return new Request(xid, opCode == OpCode.CLOSE_SESSION ? OpCode.PING : opCode, Bytes.copyOf(body));
    }

    private static Request whole(int xid, Random random) {
        String path = "/fuzz-" + random.nextInt(20);
        return switch (random.nextInt(10)) {
            case 0, 1 -> Requests.create(xid, path, "data", random.nextInt(8));
            case 2 -> Requests.setData(xid, path, "more");
            case 3 -> Requests.delete(xid, path);
            case 4 -> Requests.watchData(xid, path);
            case 5 -> Requests.setAll(xid, List.of(path, path), "multi");
            case 6 -> Requests.watchTree(xid, path);
            case 7 -> Requests.sync(xid, path);
            default ->
                new Request(
                        xid,
                        OpCode.CREATE_2 + random.nextInt(8),
                        Requests.create(0, path, "", 0).body());
        };
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
