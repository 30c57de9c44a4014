package io.paddock.cluster.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.KindsUnderTest;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.DataReply;
import io.paddock.cluster.wire.OpCode;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Received;
import io.paddock.cluster.wire.Request;
import io.paddock.cluster.wire.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The hard promises about reads, watches and their order, on the wire, while several threads write and read. */
@ParameterizedClass
@MethodSource("ensembles")
final class PromisesTest {
    private static final int TIMEOUT_MS = 40_000;
    private static final int THREADS = 4;
    private static final int ROUNDS = 40;
    private static final int PIPELINED = 10;
    private static final int FIRST_XID = 100;

    private static LocalEnsemble ensemble;

    @RegisterExtension
    static final AfterTestExecutionCallback KEEP_FILES_OF_FAILURE = context -> {
        if (context.getExecutionException().isPresent()) {
            ensemble.keepFiles();
        }
    };

    @Parameter
    EnsembleSettings settings;

    private final List<RawClient> clients = new ArrayList<>();

    static Stream<EnsembleSettings> ensembles() {
        return KindsUnderTest.all().stream()
                .flatMap(kind -> Stream.of(1, 3).map(size -> EnsembleSettings.of(kind, size)));
    }

    @BeforeParameterizedClassInvocation
    static void start(EnsembleSettings settings) throws IOException, InterruptedException {
        ensemble = LocalEnsemble.start(settings);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        ensemble.close();
    }

    @AfterEach
    void closeClients() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void anOwnChangeIsToldBeforeItsReply() throws Exception {
        Crew crew = new Crew();
        for (int thread = 0; thread < THREADS; thread++) {
            RawClient client = open(thread);
            String path = make("/own-" + thread, client);
            crew.add(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    List<Request> requests = new ArrayList<>();
                    for (int i = 0; i < PIPELINED; i++) {
                        int xid = FIRST_XID + 2 * (round * PIPELINED + i);
                        requests.add(Requests.watchData(xid, path));
                        requests.add(Requests.setData(xid + 1, path, "v" + xid));
                    }
                    client.send(requests);
                }
                client.takeReply(FIRST_XID + 2 * ROUNDS * PIPELINED - 1, soon());
            });
        }

        crew.work();

        for (RawClient client : clients) {
            assertThat(client.events()).hasSize(ROUNDS * PIPELINED);
            assertThatEachEventComesRightBeforeTheReplyOfItsCause(client.received());
        }
    }

    private static void assertThatEachEventComesRightBeforeTheReplyOfItsCause(List<Received> received) {
        for (int i = 0; i < received.size(); i++) {
            if (received.get(i) instanceof Received.Event event) {
                assertThat(received.get(i + 1))
                        .isInstanceOfSatisfying(
                                Received.Reply.class,
                                reply -> assertThat(reply.zxid()).isEqualTo(event.zxid()));
            }
        }
    }

    @Test
    void aChangeOfAnotherIsToldOnceAndBeforeAnyReplyThatShowsIt() throws Exception {
        Crew crew = new Crew();
        RawClient maker = open(0);
        List<WatchingReader> readers = new ArrayList<>();
        AtomicInteger writersLeft = new AtomicInteger(2);
        List<String> paths = List.of(make("/seen-0", maker), make("/seen-1", maker));
        for (String path : paths) {
            RawClient writer = open(paths.indexOf(path) + 1);
            crew.add(() -> {
                try {
                    setRepeatedly(writer, path, ROUNDS * PIPELINED);
                } finally {
                    writersLeft.decrementAndGet();
                }
            });
            for (int server = 0; server < THREADS; server++) {
                WatchingReader reader = new WatchingReader(open(server), path);
                readers.add(reader);
                crew.add(() -> reader.readWhile(() -> writersLeft.get() > 0));
            }
        }

        crew.work();

        for (WatchingReader reader : readers) {
            reader.readAfterSync();
            assertThat(reader.brokenRules()).isEmpty();
            assertThat(reader.lastData()).isEqualTo(Integer.toString(ROUNDS * PIPELINED));
        }
    }

    private static void setRepeatedly(RawClient writer, String path, int times) throws Exception {
        writeInBunches(writer, times, (xid, value) -> Requests.setData(xid, path, value));
    }

    /** Writes 1, 2, 3 and so on, a few under way at once. */
    private static void writeInBunches(RawClient writer, int times, Write write) throws Exception {
        for (int value = 1; value <= times; value += PIPELINED) {
            List<Request> bunch = new ArrayList<>();
            for (int i = value; i < value + PIPELINED; i++) {
                bunch.add(write.request(FIRST_XID + i, Integer.toString(i)));
            }
            writer.send(bunch);
            writer.takeReply(FIRST_XID + value + PIPELINED - 1, soon());
        }
        assertThat(asked(writer)).allMatch(reply -> reply.error() == 0);
    }

    @Test
    void aPersistentRecursiveWatchTellsEveryChangeOnceAndInOrder() throws Exception {
        Crew crew = new Crew();
        make("/tree", open(0));
        List<RawClient> watchers = List.of(open(0), open(1), open(2));
        for (RawClient watcher : watchers) {
            assertThat(watcher.call(Requests.watchTree(1, "/tree"), soon()).error())
                    .isZero();
        }
        ConcurrentLinkedQueue<Long> changes = new ConcurrentLinkedQueue<>();
        for (int thread = 0; thread < THREADS; thread++) {
            RawClient writer = open(thread);
            String path = "/tree/" + thread;
            crew.add(() -> changeAll(writer, path, changes));
        }

        crew.work();

        for (RawClient watcher : watchers) {
            watcher.call(Requests.sync(2, "/tree"), soon());
            assertThat(watcher.events().stream().map(Received.Event::zxid).toList())
                    .isEqualTo(changes.stream().sorted().toList());
        }
    }

    /** Makes, sets and deletes a node over and over, and notes the zxid of each. */
    private static void changeAll(RawClient writer, String path, ConcurrentLinkedQueue<Long> changes) throws Exception {
        int xid = FIRST_XID;
        for (int round = 0; round < ROUNDS; round++) {
            List<Request> requests = List.of(
                    Requests.create(xid, path, "", 0),
                    Requests.setData(xid + 1, path, "x"),
                    Requests.create(xid + 2, path + "/below", "", 0),
                    Requests.delete(xid + 3, path + "/below"),
                    Requests.delete(xid + 4, path));
            writer.send(requests);
            writer.takeReply(xid + 4, soon());
            xid += 5;
        }
        for (Received.Reply reply : asked(writer)) {
            assertThat(reply.error()).isZero();
            changes.add(reply.zxid());
        }
    }

    @Test
    void aMultiIsNeverSeenHalf() throws Exception {
        Crew crew = new Crew();
        RawClient maker = open(0);
        List<String> both = List.of(make("/half-one", maker), make("/half-other", maker));
        AtomicInteger writersLeft = new AtomicInteger(1);
        CountDownLatch begun = new CountDownLatch(THREADS);
        RawClient writer = open(1);
        crew.add(() -> {
            try {
                assertThat(begun.await(1, TimeUnit.MINUTES)).as("all read").isTrue();
                writeInBunches(writer, ROUNDS * PIPELINED, (xid, value) -> Requests.setAll(xid, both, value));
            } finally {
                writersLeft.decrementAndGet();
            }
        });
        List<RawClient> readers = new ArrayList<>();
        for (int server = 0; server < THREADS; server++) {
            RawClient reader = open(server);
            readers.add(reader);
            crew.add(() -> {
                int xid = FIRST_XID;
                while (writersLeft.get() > 0) {
                    List<Request> reads = new ArrayList<>();
                    for (int i = 0; i < PIPELINED; i++) {
                        reads.add(Requests.getData(xid++, both.get(i % 2)));
                    }
                    reader.send(reads);
                    reader.takeReply(xid - 1, soon());
                    if (xid == FIRST_XID + PIPELINED) {
                        begun.countDown();
                    }
                }
            });
        }

        crew.work();

        for (RawClient reader : readers) {
            List<Integer> seen = asked(reader).stream()
                    .map(reply -> Integer.valueOf(DataReply.of(reply).data()))
                    .toList();
            assertThat(seen).isSorted();
            assertThat(seen.stream().distinct().count()).as("states seen").isGreaterThan(1);
        }
    }

    @Test
    void aReadBetweenTwoOwnWritesSeesExactlyTheFirst() throws Exception {
        Crew crew = new Crew();
        for (int thread = 0; thread < THREADS; thread++) {
            RawClient client = open(thread);
            String path = make("/between-" + thread, client);
            crew.add(() -> {
                int xid = FIRST_XID;
                for (int round = 0; round < ROUNDS; round++) {
                    List<Request> requests = new ArrayList<>();
                    for (int i = 0; i < PIPELINED; i++) {
                        requests.add(Requests.setData(xid, path, Integer.toString(xid)));
                        requests.add(Requests.getData(xid + 1, path));
                        xid += 2;
                    }
                    client.send(requests);
                }
                client.takeReply(xid - 1, soon());
            });
        }

        crew.work();

        for (RawClient client : clients) {
            List<Received.Reply> replies = asked(client);
            assertThat(replies).hasSize(2 * ROUNDS * PIPELINED);
            for (int i = 0; i < replies.size(); i++) {
                assertThat(replies.get(i).xid()).isEqualTo(FIRST_XID + i);
                if (i % 2 == 1) {
                    assertThat(DataReply.of(replies.get(i)).data()).isEqualTo(Integer.toString(FIRST_XID - 1 + i));
                }
            }
        }
    }

    @Test
    void repliesComeInTheOrderOfTheRequestsWhateverTheyAre() throws Exception {
        Crew crew = new Crew();
        for (int thread = 0; thread < THREADS; thread++) {
            RawClient client = open(thread);
            String path = make("/order-" + thread, client);
            crew.add(() -> {
                List<Request> requests = new ArrayList<>();
                for (int xid = FIRST_XID; xid < FIRST_XID + ROUNDS * PIPELINED; xid++) {
                    requests.add(mixed(xid, path));
                }
                client.send(requests);
                client.takeReply(FIRST_XID - 1 + ROUNDS * PIPELINED, soon());
            });
        }

        crew.work();

        for (RawClient client : clients) {
            List<Received.Reply> replies = asked(client);
            assertThat(replies.stream().map(Received.Reply::xid))
                    .hasSize(ROUNDS * PIPELINED)
                    .isSorted();
            assertThat(replies.stream().map(Received.Reply::zxid).toList())
                    .as("zxids of replies")
                    .isSorted();
        }
    }

    private static Request mixed(int xid, String path) {
        return switch (xid % 7) {
            case 0 -> Requests.setData(xid, path, "x");
            case 1 -> Requests.getData(xid, path);
            case 2 -> Requests.delete(xid, path + "/none");
            case 3 -> Requests.sync(xid, path);
            case 4 -> Requests.exists(xid, path + "/none");
            case 5 -> Requests.setAll(xid, List.of(path, path), "y");
            default ->
                new Request(xid, OpCode.GET_EPHEMERALS, Requests.sync(xid, "/").body());
        };
    }

    @Test
    void aSyncShowsWhatAnotherClientWasToldOnAnotherServer() throws Exception {
        Crew crew = new Crew();
        for (int thread = 0; thread < THREADS; thread++) {
            RawClient writer = open(thread);
            RawClient reader = open(thread + 1);
            String path = make("/synced-" + thread, writer);
            crew.add(() -> {
                for (int value = 1; value <= ROUNDS; value++) {
                    writer.call(Requests.setData(value, path, Integer.toString(value)), soon());
                    reader.send(List.of(Requests.sync(2 * value, path), Requests.getData(2 * value + 1, path)));
                    Received.Reply reply = reader.takeReply(2 * value + 1, soon());
                    assertThat(DataReply.of(reply).data()).isEqualTo(Integer.toString(value));
                }
            });
        }

        crew.work();
    }

    private static String make(String path, RawClient client) throws IOException, InterruptedException {
        assertThat(client.call(Requests.create(1, path, "0", 0), soon()).error())
                .isZero();
        return path;
    }

    private RawClient open(int server) throws IOException, InterruptedException {
        int id = 1 + server % ensemble.servers().size();
        ensemble.server(id).awaitServing(soon());
        RawClient client = RawClient.openSession(ensemble.server(id).address(), TIMEOUT_MS);
        client.call(Requests.sync(99, "/"), soon());
        clients.add(client);
        return client;
    }

    /** The replies to what the test asks, without those to what it needed before. */
    private static List<Received.Reply> asked(RawClient client) {
        return client.replies().stream()
                .filter(reply -> reply.xid() >= FIRST_XID)
                .toList();
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }

    /** Makes one of several writes. */
    @FunctionalInterface
    private interface Write {
        Request request(int xid, String value);
    }
}
