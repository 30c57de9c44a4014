package io.paddock.cluster.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.Handshake;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Received;
import io.paddock.cluster.wire.Request;
import io.paddock.cluster.wire.Requests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server whose ensemble cannot commit for a while: what it takes of what clients go on sending. */
final class BackPressureTest {
    private static final int TIMEOUT_MS = 60_000;
    private static final int THROTTLED_OP = -127;
    private static final int DATA_BYTES = 100_000;
    /** The limit's ten requests are 1 MB, the system's buffers some more; the 1000 that may wait without it are 100 MB. */
    private static final int TAKEN_BYTES_MAX = 40 << 20;

    private static final int TRIES_IN_VAIN = 100;

    /** A leader that no majority answers steps down after half a tick or a little more: time enough on a machine that stands still. */
    private static final int TICK_MS = 20_000;
    /** Longer than anything waits that nobody holds back. */
    private static final Duration OPERATION_WAIT = Duration.ofSeconds(1);

    @Test
    void aClientIsReadNoFurtherWhileMoreIsUnderWayThanTheLimit() throws Exception {
        whileFollowersArePaused(settings().withConfig("globalOutstandingLimit", "10"), (leader, followers) -> {
            try (RawClient idle = RawClient.openSession(leader.address(), TIMEOUT_MS);
                    SocketChannel flooding = SocketChannel.open(leader.address())) {
                openSession(flooding);
                flooding.configureBlocking(false);
                followers.pause();
                ByteBuffer request = ByteBuffer.wrap(Requests.setData(1, "/flood", "x".repeat(DATA_BYTES))
                        .frame()
                        .toArray());

                long taken = floodUntilNoMoreIsTaken(flooding, request);

                assertThat(taken).isLessThan(TAKEN_BYTES_MAX);
                assertThat(idle.call(Requests.exists(1, "/"), soon()).error())
                        .as("who waits for nothing is read all the same")
                        .isZero();
                followers.resume();
                soon().await("the rest is taken", () -> sendSome(flooding, request) > 0);
            }
        });
    }

    @Test
    void whatTheThrottleKeptWaitingTooLongIsRefusedInItsPlace() throws Exception {
        EnsembleSettings settings = settings()
                .withJvmArgument("-Dzookeeper.request_throttle_max_requests=5")
                .withJvmArgument("-Dzookeeper.request_throttle_stall_time=20")
                .withJvmArgument("-Dzookeeper.throttled_op_wait_time=" + OPERATION_WAIT.toMillis());
        whileFollowersArePaused(settings, (leader, followers) -> {
            try (RawClient client = RawClient.openSession(leader.address(), TIMEOUT_MS)) {
                followers.pause();
                client.send(writes(1, 5));
                soon().await("5 are under way", () -> metric(leader, "zk_outstanding_requests") >= 5);
                long received = metric(leader, "zk_packets_received");
                client.send(List.of(Requests.setData(6, "/", "late"), Requests.exists(7, "/")));
                soon().await("the next have come", () -> metric(leader, "zk_packets_received") >= received + 2);
                long come = System.nanoTime();
                soon().await("they waited too long", () -> System.nanoTime() - come > 2 * OPERATION_WAIT.toNanos());
                followers.resume();

                client.takeReply(7, soon());

                List<Received.Reply> replies = client.replies();
                assertThat(replies.stream().map(Received.Reply::xid)).containsExactly(1, 2, 3, 4, 5, 6, 7);
                assertThat(replies.stream().map(Received.Reply::error))
                        .containsExactly(0, 0, 0, 0, 0, THROTTLED_OP, THROTTLED_OP);
                assertThat(metric(leader, "zk_throttled_ops")).isEqualTo(2);
            }
        });
    }

    private static List<Request> writes(int first, int last) {
        List<Request> writes = new ArrayList<>();
        for (int xid = first; xid <= last; xid++) {
            writes.add(Requests.setData(xid, "/", "x"));
        }
        return writes;
    }

    /** Asks again when a slow machine keeps the answer back. */
    private static long metric(ServerProcess server, String key) throws InterruptedException {
        Map<String, String> answer = new HashMap<>();
        soon().await(server + " tells " + key, () -> {
            try {
                answer.putAll(server.words().monitor());
            } catch (IOException late) {
                return false;
            }
            return answer.containsKey(key);
        });
        return Long.parseLong(answer.get(key));
    }

    private static void openSession(SocketChannel channel) throws IOException {
        channel.write(
                ByteBuffer.wrap(Handshake.forNewSession(TIMEOUT_MS).frame().toArray()));
        ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
        readFully(channel, length);
        readFully(channel, ByteBuffer.allocate(length.getInt(0)));
    }

    private static void readFully(SocketChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("the connection ended in the handshake");
            }
        }
    }

    private static long floodUntilNoMoreIsTaken(SocketChannel channel, ByteBuffer request) throws InterruptedException {
        long[] taken = new long[1];
        int[] inVain = new int[1];
        soon().await("nothing more is taken", () -> {
            long now = sendSome(channel, request);
            taken[0] += now;
            inVain[0] = now == 0 ? inVain[0] + 1 : 0;
            return inVain[0] >= TRIES_IN_VAIN || taken[0] > TAKEN_BYTES_MAX;
        });
        return taken[0];
    }

    /** Sends the request again and again until nothing more is taken just now; how many bytes were. */
    private static long sendSome(SocketChannel channel, ByteBuffer request) {
        long taken = 0;
        try {
            while (taken <= TAKEN_BYTES_MAX) {
                int now = channel.write(request);
                if (now == 0) {
                    break;
                }
                taken += now;
                if (!request.hasRemaining()) {
                    request.rewind();
                }
            }
            return taken;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EnsembleSettings settings() {
        return EnsembleSettings.of(ServerKind.PADDOCK, 3)
                .withTickTimeMs(TICK_MS)
                .withConfig("maxSessionTimeout", "60000");
    }

    private static void whileFollowersArePaused(EnsembleSettings settings, Body body) throws Exception {
        try (LocalEnsemble ensemble = LocalEnsemble.start(settings)) {
            ServerProcess leader = ensemble.awaitLeader(Duration.ofMinutes(1));
            try (RawClient maker = RawClient.openSession(leader.address(), TIMEOUT_MS)) {
                maker.call(Requests.create(1, "/flood", "", 0), soon());
                maker.call(Requests.closeSession(2), soon());
            }
            body.run(leader, new Followers(ensemble, leader));
        }
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(60));
    }

    /** All servers but the leader. */
    private record Followers(LocalEnsemble ensemble, ServerProcess leader) {
        void pause() throws IOException, InterruptedException {
            for (ServerProcess server : ensemble.servers()) {
                if (server != leader) {
                    server.pause();
                }
            }
        }

        void resume() throws IOException, InterruptedException {
            for (ServerProcess server : ensemble.servers()) {
                if (server != leader) {
                    server.resume();
                }
            }
        }
    }

    /** What is done with a leader whose followers can be paused. */
    @FunctionalInterface
    private interface Body {
        void run(ServerProcess leader, Followers followers) throws Exception;
    }
}
